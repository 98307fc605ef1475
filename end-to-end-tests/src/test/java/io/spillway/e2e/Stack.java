package io.spillway.e2e;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.spillway.contract.messaging.OrderTopology;
import io.spillway.contract.messaging.Partition;
import io.spillway.contract.messaging.Partitions;
import io.spillway.testservers.TestBroker;
import io.spillway.testservers.TestServers;
import io.spillway.testservers.TestStore;

/** The three services as processes, configured by environment variables alone, on the broker and store of the tests. */
final class Stack implements AutoCloseable {

    static final String OPERATOR = "olga";
    static final String OPERATOR_PASSWORD = "operators only " + randomKey();

    private static final Path FOLDER = Path.of("target");

    private final TestBroker broker = TestServers.broker();
    private final TestStore store = TestServers.store();
    private final String storeUri;
    private final String database = store.uniqueDatabase(Stack.class);
    private final int ordersPort = JarProcess.freePort();
    private final String operationsKey = randomKey();
    private final String signingKey = signingKey();
    private final String operatorKey = randomKey().replace('+', '-').replace('/', '_').replace("=", "");
    private final Api api;
    private final List<JarProcess> gateways = new ArrayList<>();
    private final JarProcess orders;
    private JarProcess writer;

    Stack() {
        this(TestServers.store().uri());
    }

    /** On a store of the caller's own, to be stopped and started. */
    Stack(String storeUri) {
        this.storeUri = storeUri;
        broker.deleteQueues(Stream.concat(new Partitions(Partitions.DEFAULT).all().stream().map(Partition::queue),
                Stream.of(OrderTopology.DEAD)).toArray(String[]::new));
        int port = JarProcess.freePort();
        api = new Api(port);
        startGateway(port);
        Map<String, String> reading = new HashMap<>(mongodb());
        reading.put("SPILLWAY_SECURITY_JWKS_URL", "http://127.0.0.1:" + port + "/.well-known/jwks.json");
        orders = JarProcess.start("order-service", FOLDER, environment(ordersPort, reading));
        int writerPort = JarProcess.freePort();
        writer = JarProcess.start("writer-service", FOLDER, environment(writerPort, mongodb()));
        try {
            gateways.getFirst().awaitReady(api);
            orders.awaitReady(new Api(ordersPort));
            writer.awaitReady(new Api(writerPort));
        } catch (RuntimeException notReady) {
            close();
            throw notReady;
        }
    }

    private void startGateway(int port) {
        gateways.add(JarProcess.start("api-gateway", FOLDER, environment(port, Map.of(
                "SPILLWAY_ORDER_SERVICE_URL", "http://127.0.0.1:" + ordersPort,
                "SPILLWAY_OPERATIONS_KEY", operationsKey,
                "SPILLWAY_SECURITY_SIGNING_KEYS", signingKey,
                "SPILLWAY_SECURITY_OPERATOR_USERNAME", OPERATOR,
                "SPILLWAY_SECURITY_OPERATOR_PASSWORD", OPERATOR_PASSWORD,
                "SPILLWAY_SECURITY_OPERATOR_CONSUMER_KEY", operatorKey,
                "SPRING_MONGODB_URI", storeUri,
                "SPRING_MONGODB_DATABASE", database + "_identity"))));
    }

    /** Another one, as behind a load balancer. */
    Api anotherGateway() {
        int port = JarProcess.freePort();
        startGateway(port);
        Api another = new Api(port);
        gateways.getLast().awaitReady(another);
        return another;
    }

    Api.User operator() {
        return api.logIn(OPERATOR, OPERATOR_PASSWORD, operatorKey);
    }

    /** All that the processes have printed. */
    String logs() {
        return Stream.concat(gateways.stream(), Stream.of(orders, writer)).map(JarProcess::output)
                .collect(Collectors.joining());
    }

    List<String> secrets() {
        return List.of(operationsKey, signingKey, OPERATOR_PASSWORD, operatorKey,
                broker.user() + ":" + broker.password());
    }

    private static String signingKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return "-----BEGIN PRIVATE KEY-----"
                    + Base64.getEncoder().encodeToString(generator.generateKeyPair().getPrivate().getEncoded())
                    + "-----END PRIVATE KEY-----";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String randomKey() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    Api api() {
        return api;
    }

    void stopWriter() {
        writer.stop();
    }

    void killWriter() {
        writer.kill();
    }

    void startWriter() {
        int port = JarProcess.freePort();
        writer = JarProcess.start("writer-service", FOLDER, environment(port, mongodb())).awaitReady(new Api(port));
    }

    void stopOrderService() {
        orders.stop();
    }

    private Map<String, String> mongodb() {
        return Map.of("SPRING_MONGODB_URI", storeUri, "SPRING_MONGODB_DATABASE", database);
    }

    private Map<String, String> environment(int port, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("SERVER_PORT", String.valueOf(port));
        environment.put("SERVER_ADDRESS", "127.0.0.1");
        environment.put("MANAGEMENT_SERVER_PORT", String.valueOf(JarProcess.freePort()));
        environment.put("SPRING_RABBITMQ_ADDRESSES", broker.uri());
        return environment;
    }

    @Override
    public void close() {
        gateways.forEach(JarProcess::close);
        writer.close();
        orders.close();
        if (storeUri.equals(store.uri())) {
            store.dropDatabase(database + "_identity");
            store.dropDatabase(database);
        }
    }
}
