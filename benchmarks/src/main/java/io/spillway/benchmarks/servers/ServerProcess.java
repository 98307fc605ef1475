package io.spillway.benchmarks.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.spillway.benchmarks.ways.JavaProcess;
import io.spillway.testservers.FreePorts;

/** One of the ways to take orders, in a JVM of its own with the same flags for all. Ends with this JVM. */
public final class ServerProcess implements AutoCloseable {

    private static final long START_NANOS = Duration.ofMinutes(2).toNanos();
    private static final long LOOK_MILLIS = 200;
    private static final int KEY_BYTES = 32;

    private final HttpWay way;
    private final int port = FreePorts.one();
    private final JavaProcess process;

    /**
     * The same for all ways.
     *
     * @param gatewayJar the api-gateway as it is delivered
     * @param callers    whose tokens they shall take
     */
    public record Settings(List<String> javaOptions, Path gatewayJar, Callers callers, String brokerUri) {

        public Settings {
            javaOptions = List.copyOf(javaOptions);
        }

        public Settings plus(String javaOption) {
            List<String> more = new ArrayList<>(javaOptions);
            more.add(javaOption);
            return new Settings(more, gatewayJar, callers, brokerUri);
        }
    }

    /**
     * Starts; {@link #awaitAccepting} tells when it has.
     *
     * @param storeUri of the database for accounts or, for {@link HttpWay#DIRECT}, for orders
     */
    public ServerProcess(HttpWay way, Settings settings, String storeUri) throws IOException {
        this.way = way;
        List<String> arguments = new ArrayList<>(settings.javaOptions());
        if (way == HttpWay.SPILLWAY) {
            arguments.addAll(List.of("-jar", settings.gatewayJar().toString()));
        } else {
            Class<?> server = way == HttpWay.NOTHING ? NothingServer.class : DirectServer.class;
            arguments.addAll(List.of("-cp", System.getProperty("java.class.path"), server.getName()));
        }
        process = new JavaProcess(way.toString(), arguments, environment(settings, storeUri));
    }

    private Map<String, String> environment(Settings settings, String storeUri) {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        Map<String, String> environment = new HashMap<>();
        environment.put("SPRING_RABBITMQ_ADDRESSES", settings.brokerUri());
        environment.put("SPRING_MONGODB_URI", storeUri);
        environment.put("SPILLWAY_OPERATIONS_KEY", Base64.getEncoder().encodeToString(key));
        environment.put("SPILLWAY_SECURITY_SIGNING_KEYS", settings.callers().key());
        environment.put("SPILLWAY_SECURITY_RATE_LIMIT_REQUESTS", "1000000");
        environment.put("SERVER_ADDRESS", "127.0.0.1");
        environment.put("SERVER_PORT", String.valueOf(port));
        environment.put("MANAGEMENT_SERVER_PORT", "0");
        return environment;
    }

    /**
     * Returns when it has accepted an order.
     *
     * @throws IllegalStateException if it ends or does not in two minutes
     */
    public void awaitAccepting(Callers callers) throws InterruptedException {
        long began = System.nanoTime();
        String last = "nothing";
        try (OrderClient client = new OrderClient(port, callers)) {
            while (System.nanoTime() - began < START_NANOS) {
                process.requireAlive();
                try {
                    int status = client.create();
                    if (status / 100 == 2) {
                        return;
                    }
                    last = String.valueOf(status);
                } catch (IOException notYet) {
                    last = notYet.toString();
                }
                Thread.sleep(LOOK_MILLIS);
            }
        }
        throw new IllegalStateException("The server '%s' accepted no order in two minutes but answered %s. It said:%n%s"
                .formatted(way, last, process.lastWords()));
    }

    public HttpWay way() {
        return way;
    }

    public int port() {
        return port;
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** Processor time that it has used so far. */
    public Duration cpu() {
        return process.cpu();
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}
