package io.spillway.orders;

import io.spillway.testservers.TestServers;
import io.spillway.testservers.TestStore;

/**
 * A database of the test's own.
 *
 * @param uri of the server; its path stays as it is, because it may say where the credentials are kept
 */
record TestDatabase(String uri, String name) implements AutoCloseable {

    /** In the store that tests run on. */
    static TestDatabase of(Class<?> test) {
        TestStore store = TestServers.store();
        return new TestDatabase(store.uri(), store.uniqueDatabase(test));
    }

    @Override
    public void close() {
        TestServers.store().dropDatabase(name);
    }
}
