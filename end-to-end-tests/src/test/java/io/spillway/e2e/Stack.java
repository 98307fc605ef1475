package io.spillway.e2e;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.mongodb.ConnectionString;
import com.mongodb.ServerAddress;
import io.spillway.contract.messaging.OrderTopology;
import io.spillway.contract.messaging.Partition;
import io.spillway.contract.messaging.Partitions;
import io.spillway.testservers.BrokerAccounts;
import io.spillway.testservers.FreePorts;
import io.spillway.testservers.Relay;
import io.spillway.testservers.TestBroker;
import io.spillway.testservers.TestServers;
import io.spillway.testservers.TestStore;
import org.jspecify.annotations.Nullable;

/**
 * The three services as processes, configured by environment variables alone, on the broker and store of the tests. There is
 * one in a run, because the start takes far longer than most tests: they keep to users of their own.
 */
final class Stack implements AutoCloseable {

    private static final String OPERATOR = "olga";
    private static final Path FOLDER = Path.of("target");

    private static @Nullable Stack shared;

    private final TestBroker broker = TestServers.broker();
    private final TestStore store = TestServers.store();
    private final Relay relay = relay(store);
    private final String storeUri = store.uri().replaceFirst("//([^/@]*@)?[^/?]+", "//$1127.0.0.1:" + relay.port());
    private final String database = store.uniqueDatabase(Stack.class);
    private final int ordersPort = FreePorts.one();
    private final int gatewayPort = FreePorts.one();
    private final int gatewayManagementPort = FreePorts.one();
    private final String operationsKey = Secrets.randomKey();
    private final String signingKey = Secrets.signingKey();
    private final String operatorPassword = Secrets.keep("operators only " + Secrets.randomKey());
    private final String operatorKey = Secrets
            .keep(Secrets.randomKey().replace('+', '-').replace('/', '_').replace("=", ""));
    private final Api api = new Api(gatewayPort);
    private final @Nullable BrokerAccounts accounts;
    private final List<JarProcess> gateways = new ArrayList<>();
    private @Nullable JarProcess another;
    private int anotherPort;
    private JarProcess orders;
    private JarProcess writer;

    private Stack() {
        Secrets.keep(broker.user() + ":" + broker.password());
        broker.deleteQueues(Stream.concat(new Partitions(Partitions.DEFAULT).all().stream().map(Partition::queue),
                Stream.of(OrderTopology.DEAD)).toArray(String[]::new));
        accounts = accounts(broker);
        startGateway(gatewayPort, gatewayManagementPort);
        orders = launchOrderService();
        int writerPort = FreePorts.one();
        writer = launchWriter(writerPort);
        try {
            gateways.getFirst().awaitReady(api);
            orders.awaitReady(new Api(ordersPort));
            writer.awaitReady(new Api(writerPort));
        } catch (RuntimeException notReady) {
            close();
            throw notReady;
        }
    }

    /** Each service gets its own, with the least rights, wherever accounts can be made; elsewhere all have the tests' own. */
    private static @Nullable BrokerAccounts accounts(TestBroker broker) {
        if (!broker.isRabbitMq4() || broker.managementUri().isEmpty()) {
            return null;
        }
        BrokerAccounts accounts = BrokerAccounts.in(broker);
        Secrets.keep(accounts.password());
        return accounts;
    }

    private Map<String, String> onBrokerAs(String account, Map<String, String> environment) {
        environment.put("SPRING_RABBITMQ_ADDRESSES", accounts == null ? broker.uri() : accounts.uri(account));
        return environment;
    }

    /** The run's one, with everything up, whatever other tests left behind. */
    static synchronized Stack shared() {
        if (shared == null) {
            shared = new Stack();
            // for a run that ends before it gets to closing it
            Runtime.getRuntime().addShutdownHook(new Thread(shared::killAll));
        }
        shared.startWhatIsDown();
        return shared;
    }

    static synchronized void closeShared() {
        if (shared != null) {
            shared.close();
            shared = null;
        }
    }

    private void startWhatIsDown() {
        if (!orders.isAlive()) {
            orders = launchOrderService().awaitReady(new Api(ordersPort));
        }
        if (!writer.isAlive()) {
            startWriter();
        }
    }

    private static Relay relay(TestStore store) {
        ServerAddress address = new ServerAddress(new ConnectionString(store.uri()).getHosts().getFirst());
        return Relay.plain(address.getHost(), address.getPort());
    }

    private JarProcess launchOrderService() {
        Map<String, String> reading = new HashMap<>(mongodb());
        reading.put("SPILLWAY_SECURITY_JWKS_URL", "http://127.0.0.1:" + gatewayPort + "/.well-known/jwks.json");
        return JarProcess.start("order-service", FOLDER, environment(ordersPort, reading));
    }

    private JarProcess launchWriter(int port) {
        return JarProcess.start("writer-service", FOLDER, onBrokerAs("writer", environment(port, mongodb())));
    }

    private JarProcess startGateway(int port, int managementPort) {
        JarProcess gateway = JarProcess.start("api-gateway", FOLDER, onBrokerAs("gateway", environment(port, Map.of(
                "MANAGEMENT_SERVER_PORT", String.valueOf(managementPort),
                "SPILLWAY_ORDER_SERVICE_URL", "http://127.0.0.1:" + ordersPort,
                "SPILLWAY_OPERATIONS_KEY", operationsKey,
                "SPILLWAY_SECURITY_SIGNING_KEYS", signingKey,
                // the least there is: every new user costs two hashes
                "SPILLWAY_SECURITY_PASSWORDS_STRENGTH", "10",
                "SPILLWAY_SECURITY_OPERATOR_USERNAME", OPERATOR,
                "SPILLWAY_SECURITY_OPERATOR_PASSWORD", operatorPassword,
                "SPILLWAY_SECURITY_OPERATOR_CONSUMER_KEY", operatorKey,
                "SPRING_MONGODB_URI", storeUri,
                "SPRING_MONGODB_DATABASE", database + "_identity"))));
        gateways.add(gateway);
        return gateway;
    }

    /** A second one, as behind a load balancer; a new one if it was killed. */
    Api anotherGateway() {
        if (another == null || !another.isAlive()) {
            anotherPort = FreePorts.one();
            another = startGateway(anotherPort, FreePorts.one()).awaitReady(new Api(anotherPort));
        }
        return new Api(anotherPort);
    }

    void killAnotherGateway() {
        if (another != null) {
            another.kill();
        }
    }

    Api.User operator() {
        return api.logIn(OPERATOR, operatorPassword, operatorKey);
    }

    Api api() {
        return api;
    }

    /** Until {@link #resumeWriter} it does nothing, and keeps what it has. */
    void pauseWriter() {
        writer.signal("STOP");
    }

    void resumeWriter() {
        writer.signal("CONT");
    }

    /** The first gateway's health and metrics. */
    Api management() {
        return new Api(gatewayManagementPort);
    }

    int gatewayPort() {
        return gatewayPort;
    }

    /** As somebody who may do everything there. */
    String brokerUri() {
        return broker.uri();
    }

    void stopWriter() {
        writer.stop();
    }

    void killWriter() {
        writer.kill();
    }

    void startWriter() {
        int port = FreePorts.one();
        writer = launchWriter(port).awaitReady(new Api(port));
    }

    void stopOrderService() {
        orders.stop();
    }

    void stopStore() {
        relay.stop();
    }

    void startStore() {
        relay.start();
    }

    private Map<String, String> mongodb() {
        return Map.of("SPRING_MONGODB_URI", storeUri, "SPRING_MONGODB_DATABASE", database);
    }

    private Map<String, String> environment(int port, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("SERVER_PORT", String.valueOf(port));
        environment.put("SERVER_ADDRESS", "127.0.0.1");
        environment.putIfAbsent("MANAGEMENT_SERVER_PORT", String.valueOf(FreePorts.one()));
        // a line a request and a line a command, to find traces in
        environment.put("LOGGING_LEVEL_IO_SPILLWAY_GATEWAY_HTTP_ACCESS", "debug");
        environment.put("LOGGING_LEVEL_IO_SPILLWAY_ORDERS_HTTP_ACCESS", "debug");
        environment.put("LOGGING_LEVEL_IO_SPILLWAY_WRITER_COMMANDS", "debug");
        return environment;
    }

    private void killAll() {
        gateways.forEach(JarProcess::close);
        writer.close();
        orders.close();
    }

    @Override
    public void close() {
        killAll();
        relay.close();
        if (accounts != null) {
            accounts.close();
        }
        store.dropDatabase(database + "_identity");
        store.dropDatabase(database);
    }
}
