package io.spillway.testservers;

import java.util.Objects;
import java.util.function.Consumer;

import io.spillway.embedded.EmbeddedBroker;

/** Brings up what {@link BrokerSource} chose. */
final class BrokerStart {
    private final TestEnvironment environment;
    private final Consumer<AutoCloseable> closeAtExit;

    BrokerStart(TestEnvironment environment, Consumer<AutoCloseable> closeAtExit) {
        this.environment = environment;
        this.closeAtExit = closeAtExit;
    }

    TestBroker shared(BrokerSource source) {
        return switch (source) {
            case URI -> given(source);
            case COMMAND, CONTAINER, INSTALLED -> started(node(source), source);
            case EMBEDDED -> embedded(source);
        };
    }

    PrivateBroker node(BrokerSource source) {
        return switch (source) {
            case COMMAND -> new CommandNode(environment.require(TestEnvironment.RABBITMQ_COMMAND));
            case CONTAINER -> new ContainerNode();
            case INSTALLED -> new InstalledNode();
            case URI, EMBEDDED -> throw new IllegalArgumentException(source + " starts no nodes");
        };
    }

    /** Several JVMs are given the same one: each has a virtual host of its own there, or else waits for its turn. */
    private TestBroker given(BrokerSource source) {
        String uri = environment.require(TestEnvironment.RABBITMQ_URI);
        String management = environment.get(TestEnvironment.RABBITMQ_MANAGEMENT_URI);
        TestBroker broker = TestBroker.at(uri, source.label(), management);
        if (management == null) {
            closeAtExit.accept(Turn.await(broker.host(), broker.port(), TestServers::announce));
            return broker;
        }
        OwnVirtualHost own = OwnVirtualHost.create(management);
        closeAtExit.accept(own);
        return TestBroker.at(own.at(uri), source.label(), management);
    }

    private TestBroker started(PrivateBroker node, BrokerSource source) {
        closeAtExit.accept(node);
        node.start();
        return TestBroker.at(Objects.requireNonNull(node.uri()), source.label(), node.managementUri());
    }

    private TestBroker embedded(BrokerSource source) {
        EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBroker.Settings.inMemory("test", "test"));
        closeAtExit.accept(broker);
        return TestBroker.at(broker.uri(), source.label(), null);
    }
}
