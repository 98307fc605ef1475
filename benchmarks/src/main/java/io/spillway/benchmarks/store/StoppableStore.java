package io.spillway.benchmarks.store;

import io.spillway.testservers.Relay;

/** A store that can be stopped, for those who reach it through here. */
public final class StoppableStore implements AutoCloseable {

    private final StoreAddress address;
    private final Relay relay;

    /** Runs already. */
    public StoppableStore(String uri) {
        address = new StoreAddress(uri);
        relay = Relay.plain(address.host(), address.port());
    }

    /** Where clients connect to reach a database of this name. */
    public String uri(String database) {
        return address.through(relay.port(), database);
    }

    /** Ends all connections and takes no new ones. */
    public void stop() {
        relay.stop();
    }

    public void start() {
        relay.start();
    }

    @Override
    public void close() {
        relay.close();
    }
}
