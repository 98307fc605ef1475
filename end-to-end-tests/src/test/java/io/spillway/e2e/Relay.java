package io.spillway.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Stands between the services and a server. Stopped, it is to them what a stopped server is: nobody listens there. */
final class Relay implements AutoCloseable {

    private final InetSocketAddress server;
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
    private final int port;
    private ServerSocket listener;

    /** Runs already. */
    Relay(String host, int port) {
        server = new InetSocketAddress(host, port);
        listener = listen(0);
        this.port = listener.getLocalPort();
    }

    int port() {
        return port;
    }

    void start() {
        listener = listen(port);
    }

    void stop() {
        try {
            listener.close();
            for (Socket socket = open.poll(); socket != null; socket = open.poll()) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ServerSocket listen(int port) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            Thread.startVirtualThread(() -> accept(socket));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket from) {
        while (!from.isClosed()) {
            Socket there = new Socket();
            try {
                Socket here = from.accept();
                open.add(here);
                open.add(there);
                there.connect(server);
                Thread.startVirtualThread(() -> pump(here, there));
                Thread.startVirtualThread(() -> pump(there, here));
            } catch (IOException stopped) {
                // The next turn sees whether it was the listener.
            }
        }
    }

    private static void pump(Socket from, Socket to) {
        try (from; to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException closed) {
            // Either end hung up, and try closes the other.
        }
    }

    @Override
    public void close() {
        stop();
    }
}
