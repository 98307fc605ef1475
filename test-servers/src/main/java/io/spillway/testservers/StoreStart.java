package io.spillway.testservers;

import java.util.function.Consumer;

import io.spillway.embedded.EmbeddedServers;
import io.spillway.embedded.EmbeddedStore;

/** Brings up what {@link StoreSource} chose. */
final class StoreStart {
    private final TestEnvironment environment;
    private final Consumer<AutoCloseable> closeAtExit;

    StoreStart(TestEnvironment environment, Consumer<AutoCloseable> closeAtExit) {
        this.environment = environment;
        this.closeAtExit = closeAtExit;
    }

    TestStore shared(StoreSource source) {
        return switch (source) {
            case URI -> TestStore.at(environment.require(TestEnvironment.MONGODB_URI), source.label());
            case CONTAINER -> container(source);
            case EMBEDDED -> embedded();
        };
    }

    private TestStore container(StoreSource source) {
        MongoContainer container = new MongoContainer();
        closeAtExit.accept(container);
        return TestStore.at(container.uri(), source.label());
    }

    private TestStore embedded() {
        EmbeddedStore store = EmbeddedStore.start(EmbeddedStore.Settings.inMemory());
        closeAtExit.accept(store);
        return TestStore.embedded(store.uri(), EmbeddedServers.storeVersion());
    }
}
