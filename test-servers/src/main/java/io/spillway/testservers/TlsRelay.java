package io.spillway.testservers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import javax.net.ssl.SSLServerSocket;

/** Makes a server of one that knows no TLS: clients have to show a certificate of the same authority. Runs until closed. */
public final class TlsRelay implements AutoCloseable {
    private static final int BACKLOG = 50;

    private final InetSocketAddress server;
    private final SSLServerSocket listener;
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();

    /** @param host of the server behind it, at this port */
    public TlsRelay(TestCertificates certificates, String host, int port) {
        server = new InetSocketAddress(host, port);
        try {
            listener = (SSLServerSocket) certificates.server().getServerSocketFactory().createServerSocket(0, BACKLOG,
                    InetAddress.getByAddress(new byte[]{127, 0, 0, 1}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        listener.setNeedClientAuth(true);
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        while (!listener.isClosed()) {
            Socket there = new Socket();
            try {
                Socket here = listener.accept();
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
        try {
            listener.close();
            for (Socket socket = open.poll(); socket != null; socket = open.poll()) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
