package io.spillway.benchmarks.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/**
 * Stands between clients and a server, on a loopback port of its own. What the server says passes as it is; what a client
 * says goes through an {@link Upstream} that each connection has for itself.
 */
public final class TcpProxy implements AutoCloseable {

    private final InetSocketAddress server;
    private final Supplier<Upstream> upstreams;
    private final ServerSocket listener;
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();

    private TcpProxy(InetSocketAddress server, Supplier<Upstream> upstreams, ServerSocket listener) {
        this.server = server;
        this.upstreams = upstreams;
        this.listener = listener;
    }

    /** Passes on what a client sends. Used by one thread. */
    public interface Upstream {

        /** Returns at the end of {@code client}. */
        void pass(InputStream client, OutputStream server) throws IOException;
    }

    /** Returns when clients can connect. */
    public static TcpProxy start(String host, int port, Supplier<Upstream> upstreams) {
        try {
            ServerSocket listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
            TcpProxy proxy = new TcpProxy(new InetSocketAddress(host, port), upstreams, listener);
            Thread.ofPlatform().daemon().name("proxy").start(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
                here.setTcpNoDelay(true);
                there.setTcpNoDelay(true);
                Upstream upstream = upstreams.get();
                pump(here, there, upstream);
                pump(there, here, InputStream::transferTo);
            } catch (IOException stopped) {
                // The next turn sees whether it was the listener.
            }
        }
    }

    /** Platform threads: they sleep for less than a millisecond, which virtual ones do less precisely. */
    private static void pump(Socket from, Socket to, Upstream way) {
        Thread.ofPlatform().daemon().name("proxy").start(() -> {
            try (from; to) {
                way.pass(from.getInputStream(), to.getOutputStream());
            } catch (IOException closed) {
                // Either end hung up, and try closes the other.
            }
        });
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
