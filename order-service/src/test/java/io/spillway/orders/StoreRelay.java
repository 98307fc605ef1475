package io.spillway.orders;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Stands between the service and its store, and can break the line in either of two ways. */
final class StoreRelay implements AutoCloseable {

    private enum Mode {
        PASS, REFUSE, STALL
    }

    private final int storePort;
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
    private volatile Mode mode = Mode.PASS;

    StoreRelay(int storePort) throws IOException {
        this.storePort = storePort;
        Thread.startVirtualThread(this::accept);
    }

    String uri() {
        return "mongodb://127.0.0.1:" + listener.getLocalPort() + "/";
    }

    void pass() {
        mode = Mode.PASS;
        dropAll();
    }

    /** From now on every connection is closed at once. */
    void refuse() {
        mode = Mode.REFUSE;
        dropAll();
    }

    /** From now on connections stay open, but nothing comes back on them. */
    void stall() {
        mode = Mode.STALL;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                if (mode == Mode.REFUSE) {
                    client.close();
                    continue;
                }
                Socket server = new Socket(InetAddress.getLoopbackAddress(), storePort);
                open.add(client);
                open.add(server);
                Thread.startVirtualThread(() -> pump(client, server));
                Thread.startVirtualThread(() -> pump(server, client));
            } catch (IOException closed) {
                // The next turn sees whether it was the listener.
            }
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[8_192];
        try (from; to) {
            int read = from.getInputStream().read(buffer);
            while (read >= 0) {
                if (mode != Mode.STALL) {
                    to.getOutputStream().write(buffer, 0, read);
                }
                read = from.getInputStream().read(buffer);
            }
        } catch (IOException closed) {
            // Either end hung up, and try closes the other.
        }
    }

    private void dropAll() {
        for (Socket socket = open.poll(); socket != null; socket = open.poll()) {
            try {
                socket.close();
            } catch (IOException alreadyClosed) {
                // as wanted
            }
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        dropAll();
    }
}
