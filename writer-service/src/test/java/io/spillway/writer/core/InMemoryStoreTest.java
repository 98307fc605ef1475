package io.spillway.writer.core;

/** The fake must keep what the real store promises, or the tests on it prove nothing. */
class InMemoryStoreTest extends StoreContract {

    private final InMemoryStore store = new InMemoryStore();

    @Override
    protected OrderStore store() {
        return store;
    }

    @Override
    protected Ledger ledger() {
        return store;
    }
}
