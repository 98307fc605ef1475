package io.spillway.testservers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import javax.net.ssl.SSLServerSocket;

/** Stands between clients and a server. Stopped, it is to them what a stopped server is: nobody listens there. */
public final class Relay implements AutoCloseable {

    private final InetSocketAddress server;
    private final Sockets sockets;
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
    private final int port;
    private ServerSocket listener;

    private Relay(String host, int port, Sockets sockets) {
        server = new InetSocketAddress(host, port);
        this.sockets = sockets;
        listener = listen(0);
        this.port = listener.getLocalPort();
    }

    private interface Sockets {
        ServerSocket unbound() throws IOException;
    }

    /** Before the server at that host and port. Runs already. */
    public static Relay plain(String host, int port) {
        return new Relay(host, port, ServerSocket::new);
    }

    /** The same for clients that speak TLS to a server that doesn't: they have to show a certificate of the same authority. */
    public static Relay tls(TestCertificates certificates, String host, int port) {
        return new Relay(host, port, () -> {
            SSLServerSocket socket = (SSLServerSocket) certificates.server().getServerSocketFactory()
                    .createServerSocket();
            socket.setNeedClientAuth(true);
            return socket;
        });
    }

    public int port() {
        return port;
    }

    public void start() {
        listener = listen(port);
    }

    public void stop() {
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
            ServerSocket socket = sockets.unbound();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            Thread.ofVirtual().start(() -> accept(socket));
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
                Thread.ofVirtual().start(() -> pump(here, there));
                Thread.ofVirtual().start(() -> pump(there, here));
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
