package io.spillway.testservers;

/**
 * A RabbitMQ node of a test's own, to be stopped, killed and started again. Its address and its data stay the same until
 * {@link #close()}, which ends it and deletes its data. Not thread-safe.
 */
public interface PrivateBroker extends AutoCloseable {
    /**
     * Starts it, for the first time or again; returns when it accepts AMQP connections. Right after a restart a
     * quorum queue may report a message count of 0 although it delivers what it has.
     */
    void start();

    /** Ends it in good order. */
    void stop();

    /**
     * Ends it as {@code kill -9} does. Not within a second of declaring a quorum queue: RabbitMQ 4.0 then loses track of the
     * queue and never serves it again, confirmed messages or not.
     */
    void kill();

    /** Runs {@code rabbitmqctl} with these arguments on it. */
    void control(String... arguments);

    /**
     * Has it accept TLS too, until it ends, from clients with a certificate of the same authority.
     *
     * @return the port
     */
    int acceptTls(TestCertificates certificates);

    /** An {@code amqp://} URI with user and password. */
    String uri();

    /** The root of its management API with user and password in it. */
    String managementUri();

    @Override
    void close();
}
