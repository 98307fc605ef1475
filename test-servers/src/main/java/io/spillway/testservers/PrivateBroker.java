package io.spillway.testservers;

/**
 * A RabbitMQ node of a test's own, to be stopped, killed and started again. Its address and its data stay the same until
 * {@link #close()}, which ends it and deletes its data. Not thread-safe.
 */
public interface PrivateBroker extends AutoCloseable {
    /** Starts it, for the first time or again; returns when it accepts AMQP connections. */
    void start();

    /** Ends it in good order. */
    void stop();

    /** Ends it as {@code kill -9} does. */
    void kill();

    /** An {@code amqp://} URI with user and password. */
    String uri();

    /** The root of its management API with user and password in it. */
    String managementUri();

    @Override
    void close();
}
