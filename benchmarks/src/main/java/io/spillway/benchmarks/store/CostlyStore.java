package io.spillway.benchmarks.store;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

import io.spillway.benchmarks.net.TcpProxy;

/**
 * A store at a price: whoever connects here reaches the server behind it, and pays for each call and each written document.
 * Counts both. Thread-safe.
 *
 * <p>Time is charged as the request passes, before the server sees it, and right on average: see {@link Pacer}.
 */
public final class CostlyStore implements AutoCloseable {

    private static final int LARGEST_MESSAGE = 48_000_000;

    private volatile StoreCost cost;
    private final StoreAddress address;
    private final TcpProxy proxy;

    // Fair, as a queue before a store is.
    private final ReentrantLock writing = new ReentrantLock(true);
    private final Pacer writes = new Pacer();

    private final Object counting = new Object();
    private final Map<String, Long> documents = new TreeMap<>();
    private long calls;

    /**
     * Runs already.
     *
     * @param uri of the server behind; one that is a cluster is entered at its first address and stays there
     * @throws IllegalArgumentException if the server takes only encrypted connections, which nobody can stand between
     */
    public CostlyStore(String uri, StoreCost cost) {
        this.cost = cost;
        this.address = new StoreAddress(uri);
        this.proxy = TcpProxy.start(address.host(), address.port(), () -> new Caller()::pass);
    }

    /** Where clients connect to reach a database of this name. */
    public String uri(String database) {
        return address.through(proxy.port(), database);
    }

    /** From the next request on. */
    public void cost(StoreCost changed) {
        cost = changed;
    }

    public StoreTraffic traffic() {
        synchronized (counting) {
            return new StoreTraffic(calls, documents);
        }
    }

    /** One connection. */
    private final class Caller {

        private final Pacer network = new Pacer();

        void pass(InputStream client, OutputStream server) throws IOException {
            DataInputStream in = new DataInputStream(new BufferedInputStream(client, 1 << 16));
            while (true) {
                byte[] message = read(in);
                charge(StoreCommand.parse(message));
                server.write(message);
            }
        }

        private void charge(StoreCommand command) {
            StoreCost cost = CostlyStore.this.cost;
            count(command);
            if (!cost.call().isZero()) {
                network.pause(cost.call().toNanos());
            }
            if (command.documents() > 0 && !cost.document().isZero()) {
                writing.lock();
                try {
                    writes.pause(cost.document().toNanos() * command.documents());
                } finally {
                    writing.unlock();
                }
            }
        }
    }

    private void count(StoreCommand command) {
        String collection = command.collection();
        if (collection != null) {
            synchronized (counting) {
                calls++;
                if (command.documents() > 0) {
                    documents.merge(collection, (long) command.documents(), Long::sum);
                }
            }
        }
    }

    /** @throws EOFException at the end of the connection */
    private static byte[] read(DataInputStream in) throws IOException {
        byte[] header = new byte[StoreCommand.HEADER];
        in.readFully(header);
        int length = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).getInt();
        if (length < header.length || length > LARGEST_MESSAGE) {
            throw new IOException("Not MongoDB's protocol: a message of " + length + " bytes");
        }
        byte[] message = new byte[length];
        System.arraycopy(header, 0, message, 0, header.length);
        in.readFully(message, header.length, length - header.length);
        return message;
    }

    @Override
    public void close() {
        proxy.close();
    }
}
