package io.spillway.e2e;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

import io.spillway.contract.messaging.OrderTopology;
import io.spillway.contract.messaging.Partition;
import io.spillway.contract.messaging.Partitions;
import io.spillway.testservers.TestBroker;
import io.spillway.testservers.TestServers;
import io.spillway.testservers.TestStore;

/** The three services as processes, configured by environment variables alone, on the broker and store of the tests. */
final class Stack implements AutoCloseable {

    private static final Path FOLDER = Path.of("target");

    private final TestBroker broker = TestServers.broker();
    private final TestStore store = TestServers.store();
    private final String database = store.uniqueDatabase(Stack.class);
    private final int ordersPort = JarProcess.freePort();
    private final Api api;
    private final JarProcess gateway;
    private final JarProcess orders;
    private JarProcess writer;

    Stack() {
        broker.deleteQueues(Stream.concat(new Partitions(Partitions.DEFAULT).all().stream().map(Partition::queue),
                Stream.of(OrderTopology.DEAD)).toArray(String[]::new));
        int port = JarProcess.freePort();
        api = new Api(port);
        gateway = JarProcess.start("api-gateway", FOLDER, environment(port, Map.of(
                "SPILLWAY_ORDER_SERVICE_URL", "http://127.0.0.1:" + ordersPort,
                "SPILLWAY_OPERATIONS_KEY", randomKey())));
        orders = JarProcess.start("order-service", FOLDER, environment(ordersPort, mongodb()));
        int writerPort = JarProcess.freePort();
        writer = JarProcess.start("writer-service", FOLDER, environment(writerPort, mongodb()));
        try {
            gateway.awaitReady(api);
            orders.awaitReady(new Api(ordersPort));
            writer.awaitReady(new Api(writerPort));
        } catch (RuntimeException notReady) {
            close();
            throw notReady;
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
        return Map.of("SPRING_MONGODB_URI", store.uri(), "SPRING_MONGODB_DATABASE", database);
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
        for (JarProcess process : new JarProcess[]{gateway, writer, orders}) {
            process.close();
        }
        store.dropDatabase(database);
    }
}
