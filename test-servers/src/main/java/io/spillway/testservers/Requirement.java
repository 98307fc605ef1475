package io.spillway.testservers;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * What becomes of a test that lacks the server it needs: skipped with a reason, or, with {@code REQUIRE_REAL_BROKER=true}, a
 * failure, so that a green run proves something.
 */
record Requirement(boolean realBrokerRequired) {
    /** Begins every reason to skip, so that {@link SkippedTests} tells them from others. */
    static final String LACKS = "lacks a test server: ";

    private static final String ADVICE = "set " + TestEnvironment.RABBITMQ_URI + " or "
            + TestEnvironment.RABBITMQ_COMMAND
            + ", or give Docker the image " + ContainerNode.IMAGES.getLast();

    /** The shared broker itself must be real, whatever the tests need that use it. */
    void check(String broker, boolean isRabbitMq4) {
        if (realBrokerRequired && !isRabbitMq4) {
            throw new TestServersException(
                    TestEnvironment.REQUIRE_REAL_BROKER + "=true demands RabbitMQ 4, but the broker is "
                            + broker + "; " + ADVICE + ".");
        }
    }

    /** The reason to skip a test that needs RabbitMQ 4; empty when it can run. */
    Optional<String> reasonWithout4(String broker, boolean isRabbitMq4) {
        check(broker, isRabbitMq4);
        return isRabbitMq4 ? Optional.empty() : Optional.of(LACKS + "it needs RabbitMQ 4, and the broker is " + broker);
    }

    /** The reason to skip a test that makes accounts on the broker; empty when it can run. */
    Optional<String> reasonWithoutAdministrator(String broker, boolean isRabbitMq4, boolean hasManagement) {
        if (isRabbitMq4 && !hasManagement) {
            return Optional.of(LACKS + "it makes accounts, and " + TestEnvironment.RABBITMQ_MANAGEMENT_URI
                    + " is not set");
        }
        return reasonWithout4(broker, isRabbitMq4);
    }

    /** The reason to skip a test that needs a node of its own; empty when it can run. */
    Optional<String> reasonWithoutPrivate(@Nullable BrokerSource source) {
        if (source != null) {
            return Optional.empty();
        }
        if (realBrokerRequired) {
            throw new TestServersException(TestEnvironment.REQUIRE_REAL_BROKER
                    + "=true, but nothing here can start a RabbitMQ node of a test's own; set "
                    + TestEnvironment.RABBITMQ_COMMAND + ".");
        }
        return Optional.of(LACKS + "it needs a RabbitMQ node of its own, and nothing here can start one");
    }
}
