package io.spillway.testservers;

import org.jspecify.annotations.Nullable;

/**
 * The servers that integration tests run on, one broker and one store per JVM, started at the first call and stopped at the
 * JVM's end. Each is announced once on standard output, like
 * {@code [test-servers] broker: RabbitMQ 4.0.5 (TEST_RABBITMQ_URI)}.
 *
 * <p>The broker is the first of these:
 * <ol>
 * <li>{@code TEST_RABBITMQ_URI}; a failure if unreachable. With {@code TEST_RABBITMQ_MANAGEMENT_URI}, of an administrator, every
 * JVM makes itself a virtual host there; without, they use the given one in turn;
 * <li>{@code TEST_RABBITMQ_COMMAND}, a script that starts private nodes, see {@link CommandNode} for its contract;
 * <li>a container, where Docker answers and has or can pull the image;
 * <li>the {@code rabbitmq-server} installed on this machine, any version;
 * <li>the embedded broker.
 * </ol>
 * The store is {@code TEST_MONGODB_URI} (a failure if unreachable), a container, or the embedded store.
 *
 * <p>Outside a test run the embedded servers keep the JVM alive until {@link System#exit}.
 *
 * <p>With {@code REQUIRE_REAL_BROKER=true} anything but RabbitMQ 4 or later is a failure.
 */
public final class TestServers {
    private static final TestEnvironment ENVIRONMENT = TestEnvironment.ofThisProcess();
    private static final Machine MACHINE = new ThisMachine();
    static final Requirement REQUIREMENT = new Requirement(ENVIRONMENT.requiresRealBroker());
    private static final Lazy<TestBroker> BROKER = new Lazy<>(TestServers::startBroker);
    private static final Lazy<TestStore> STORE = new Lazy<>(TestServers::startStore);

    static {
        QuietLogs.install();
    }

    private TestServers() {}

    /**
     * The shared broker.
     *
     * @throws TestServersException if the one that the environment names is unreachable or not good enough
     */
    public static TestBroker broker() {
        return BROKER.get();
    }

    /**
     * Another virtual host of the shared broker, empty and until the JVM's end. Tests that need one are annotated
     * {@link RequiresBrokerAdministrator}.
     */
    public static TestBroker virtualHost() {
        TestBroker shared = broker();
        String management = shared.managementUri().orElseThrow().toString();
        OwnVirtualHost own = OwnVirtualHost.create(management);
        AtExit.close(own);
        return TestBroker.at(own.at(shared.uri()), shared.toString(), management);
    }

    /**
     * The shared store.
     *
     * @throws TestServersException if the one that the environment names is unreachable
     */
    public static TestStore store() {
        return STORE.get();
    }

    /**
     * A new RabbitMQ node for the caller alone, not started yet; whoever asks for it closes it. Tests that need one are
     * annotated {@link RequiresPrivateBroker}.
     *
     * @throws TestServersException if nothing here can start one
     */
    public static PrivateBroker privateBroker() {
        BrokerSource source = privateSource();
        if (source == null) {
            throw new TestServersException(
                    "Nothing here can start a RabbitMQ node; annotate the test @RequiresPrivateBroker.");
        }
        PrivateBroker node = new BrokerStart(ENVIRONMENT, AtExit::close).node(source);
        AtExit.close(node); // in case the JVM is interrupted before the caller does
        return node;
    }

    static @Nullable BrokerSource privateSource() {
        return BrokerSource.ofPrivateBroker(ENVIRONMENT, MACHINE);
    }

    private static TestBroker startBroker() {
        TestBroker broker = new BrokerStart(ENVIRONMENT, AtExit::close)
                .shared(BrokerSource.ofSharedBroker(ENVIRONMENT, MACHINE));
        announce("broker: " + broker);
        REQUIREMENT.check(broker.toString(), broker.isRabbitMq4());
        return broker;
    }

    private static TestStore startStore() {
        TestStore store = new StoreStart(ENVIRONMENT, AtExit::close).shared(StoreSource.of(ENVIRONMENT, MACHINE));
        announce("store: " + store);
        return store;
    }

    static void announce(String line) {
        System.out.println("[test-servers] " + line);
    }
}
