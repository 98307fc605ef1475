package io.spillway.testservers;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/** The environment variables that decide which servers tests run on. An empty variable counts as not set. */
record TestEnvironment(Map<String, String> variables) {
    static final String RABBITMQ_URI = "TEST_RABBITMQ_URI";
    static final String RABBITMQ_MANAGEMENT_URI = "TEST_RABBITMQ_MANAGEMENT_URI";
    static final String RABBITMQ_COMMAND = "TEST_RABBITMQ_COMMAND";
    static final String MONGODB_URI = "TEST_MONGODB_URI";
    static final String REQUIRE_REAL_BROKER = "REQUIRE_REAL_BROKER";

    static TestEnvironment ofThisProcess() {
        return new TestEnvironment(System.getenv());
    }

    @Nullable
    String get(String name) {
        String value = variables.get(name);
        return value == null || value.isBlank() ? null : value;
    }

    String require(String name) {
        String value = get(name);
        if (value == null) {
            throw new TestServersException(name + " is not set.");
        }
        return value;
    }

    boolean has(String name) {
        return get(name) != null;
    }

    boolean requiresRealBroker() {
        return "true".equalsIgnoreCase(get(REQUIRE_REAL_BROKER));
    }
}
