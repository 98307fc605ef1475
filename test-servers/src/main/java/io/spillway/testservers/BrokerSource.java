package io.spillway.testservers;

import org.jspecify.annotations.Nullable;

/** Where the broker comes from, in the order of choice. */
enum BrokerSource {
    URI(TestEnvironment.RABBITMQ_URI),
    COMMAND(TestEnvironment.RABBITMQ_COMMAND),
    CONTAINER("Testcontainers"),
    INSTALLED("installed on this machine"),
    EMBEDDED("embedded");

    private final String label;

    BrokerSource(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /** For the broker that all tests of this JVM share. */
    static BrokerSource ofSharedBroker(TestEnvironment environment, Machine machine) {
        if (environment.has(TestEnvironment.RABBITMQ_URI)) {
            return URI;
        }
        BrokerSource nodes = ofPrivateBroker(environment, machine);
        return nodes == null ? EMBEDDED : nodes;
    }

    /** For a node that one test may stop and kill; null where nothing can start one. A broker given by URI is never stopped. */
    static @Nullable BrokerSource ofPrivateBroker(TestEnvironment environment, Machine machine) {
        if (environment.has(TestEnvironment.RABBITMQ_COMMAND)) {
            return COMMAND;
        }
        if (machine.hasRabbitMqImage()) {
            return CONTAINER;
        }
        return machine.hasRabbitMqInstalled() ? INSTALLED : null;
    }
}
