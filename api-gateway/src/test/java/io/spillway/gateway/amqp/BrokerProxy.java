package io.spillway.gateway.amqp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands between a client and its broker, or any other server, and does what networks and brokers do on bad days. */
public final class BrokerProxy implements AutoCloseable {

    private static final int CONNECTION_BLOCKED = 60;
    private static final int CONNECTION_UNBLOCKED = 61;

    private final String host;
    private final int port;
    private final ServerSocket server;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<Socket> clients = new CopyOnWriteArrayList<>();
    private final Gate toBroker = new Gate();
    private final Gate toClient = new Gate();
    private volatile boolean refusing;

    public BrokerProxy(String host, int port) {
        this.host = host;
        this.port = port;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start("accept", this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Ends all connections, and all that come, until {@link #accepting()}. */
    public void refusing() {
        refusing = true;
        cut();
    }

    public void accepting() {
        refusing = false;
    }

    /** Ends all present connections. */
    void cut() {
        sockets.forEach(BrokerProxy::close);
        sockets.clear();
        clients.clear();
        toBroker.open();
        toClient.open();
    }

    /** Keeps what the broker says from the client. */
    void holdAnswers() {
        toClient.shut();
    }

    void releaseAnswers() {
        toClient.open();
    }

    /** Doesn't read what the client writes any more, as a broker with an alarm. */
    void stopReading() {
        toBroker.shut();
    }

    /** Says in the broker's name that it blocks publishing. The connection must be quiet. */
    void block() {
        byte[] reason = "low on memory".getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        payload.writeBytes(new byte[]{0, 10, 0, CONNECTION_BLOCKED, (byte) reason.length});
        payload.writeBytes(reason);
        say(payload.toByteArray());
    }

    void unblock() {
        say(new byte[]{0, 10, 0, CONNECTION_UNBLOCKED});
    }

    /** One method frame on channel 0 (AMQP 0-9-1, 4.2.3). */
    private void say(byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.writeBytes(new byte[]{1, 0, 0, 0, 0, 0, (byte) payload.length});
        frame.writeBytes(payload);
        frame.write(0xCE);
        try {
            for (Socket client : clients) {
                client.getOutputStream().write(frame.toByteArray());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() throws IOException {
        while (!server.isClosed()) {
            Socket client = server.accept();
            if (refusing) {
                close(client);
            } else {
                connect(client);
            }
        }
    }

    private void connect(Socket client) {
        try {
            Socket broker = new Socket(host, port);
            sockets.add(client);
            sockets.add(broker);
            clients.add(client);
            start("to-broker", () -> pump(client, broker, toBroker));
            start("to-client", () -> pump(broker, client, toClient));
        } catch (IOException brokerIsAway) {
            close(client);
        }
    }

    private static void pump(Socket from, Socket to, Gate gate) throws IOException {
        byte[] buffer = new byte[8192];
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        try {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                gate.pass();
                out.write(buffer, 0, read);
            }
        } finally {
            close(from);
            close(to);
        }
    }

    private interface Step {
        void run() throws IOException;
    }

    private static void start(String name, Step step) {
        Thread.ofPlatform().daemon().name("proxy-" + name).start(() -> {
            try {
                step.run();
            } catch (IOException closed) {
                // how connections end here
            }
        });
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }

    private static final class Gate {

        private boolean shut;

        synchronized void shut() {
            shut = true;
        }

        synchronized void open() {
            shut = false;
            notifyAll();
        }

        synchronized void pass() {
            try {
                while (shut) {
                    wait();
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
