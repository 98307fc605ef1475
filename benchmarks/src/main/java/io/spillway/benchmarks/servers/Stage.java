package io.spillway.benchmarks.servers;

import java.io.IOException;
import java.util.concurrent.TimeoutException;

import io.spillway.benchmarks.broker.Backlog;
import io.spillway.benchmarks.store.StoppableStore;
import io.spillway.benchmarks.workload.StoredOrders;
import io.spillway.contract.messaging.Partition;
import io.spillway.contract.messaging.Partitions;
import io.spillway.testservers.TestBroker;
import io.spillway.testservers.TestStore;

/** What the servers that are measured need: empty queues, an empty database for orders, and one for accounts that can be stopped. */
public final class Stage implements AutoCloseable {

    private static final String ACCOUNTS = StoredOrders.DATABASE + "_identity";

    private final TestBroker broker;
    private final TestStore store;
    private final ServerProcess.Settings settings;
    private final Partitions partitions = new Partitions(Partitions.DEFAULT);
    private final Backlog backlog;
    private final StoredOrders orders;
    private final StoppableStore accounts;

    public Stage(TestBroker broker, TestStore store, ServerProcess.Settings settings)
            throws IOException, TimeoutException {
        this.broker = broker;
        this.store = store;
        this.settings = settings;
        backlog = new Backlog(broker, partitions);
        orders = new StoredOrders(store.uri());
        accounts = new StoppableStore(store.uri());
    }

    /**
     * Returns when it accepts orders.
     *
     * @param ordersUri where {@link HttpWay#DIRECT} writes
     */
    public ServerProcess start(HttpWay way, String ordersUri) throws IOException, InterruptedException {
        ServerProcess server = new ServerProcess(way, settings,
                way == HttpWay.DIRECT ? ordersUri : accounts.uri(ACCOUNTS));
        try {
            server.awaitAccepting(settings.callers());
        } catch (RuntimeException | InterruptedException failed) {
            server.close();
            throw failed;
        }
        return server;
    }

    /** For those that write no orders. */
    public ServerProcess start(HttpWay way) throws IOException, InterruptedException {
        return start(way, "");
    }

    /** Throws away what waits in them. */
    public void emptyQueues() {
        broker.purgeQueues(partitions.all().stream().map(Partition::queue).toArray(String[]::new));
    }

    public Partitions partitions() {
        return partitions;
    }

    public String brokerUri() {
        return broker.uri();
    }

    public TestStore store() {
        return store;
    }

    public StoredOrders orders() {
        return orders;
    }

    /** As gateways reach it. */
    public StoppableStore accounts() {
        return accounts;
    }

    public long deadLetters() throws IOException {
        return backlog.deadLetters();
    }

    @Override
    public void close() throws IOException {
        try (backlog; orders; accounts) {
            store.dropDatabase(ACCOUNTS);
        }
    }
}
