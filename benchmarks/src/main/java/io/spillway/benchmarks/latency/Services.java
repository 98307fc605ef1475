package io.spillway.benchmarks.latency;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.spillway.benchmarks.BuiltJars;
import io.spillway.benchmarks.broker.CountingBroker;
import io.spillway.benchmarks.servers.HttpWay;
import io.spillway.benchmarks.servers.ServerProcess;
import io.spillway.benchmarks.servers.Stage;
import io.spillway.benchmarks.store.CostlyStore;
import io.spillway.benchmarks.store.StoppableStore;
import io.spillway.benchmarks.store.StoreCost;
import io.spillway.benchmarks.ways.ConsumerProcess;
import io.spillway.benchmarks.ways.JavaProcess;
import io.spillway.benchmarks.ways.Way;
import io.spillway.benchmarks.workload.StoredOrders;
import io.spillway.testservers.FreePorts;
import io.spillway.testservers.TestBroker;

/** The three services, with relays before their broker and store that count, cost and stop. */
final class Services implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(2);
    private static final long LOOK_MILLIS = 100;
    private static final long QUIET_MILLIS = 1_000;
    private static final int OK = 200;

    private final CountingBroker broker;
    private final CostlyStore costly;
    private final StoppableStore store;
    private final ConsumerProcess writer;
    private final ServerProcess gateway;
    private final int readsPort = FreePorts.one();
    private final JavaProcess orderService;

    /** Returns when all run and the gateway accepts orders. */
    Services(Stage stage, TestBroker behind, ConsumerProcess.Settings settings)
            throws IOException, InterruptedException {
        broker = new CountingBroker(behind);
        costly = new CostlyStore(stage.store().uri(), StoreCost.NONE);
        store = new StoppableStore(costly.uri(StoredOrders.DATABASE));
        writer = new ConsumerProcess(Way.of(Way.SPILLWAY), stage.partitions(), settings, broker.uri(),
                store.uri(StoredOrders.DATABASE));
        gateway = stage.start(HttpWay.SPILLWAY);
        orderService = new JavaProcess("order-service", arguments(settings, BuiltJars.orderService()), Map.of(
                "SPRING_MONGODB_URI", store.uri(StoredOrders.DATABASE),
                "SPILLWAY_SECURITY_JWKS_URL", "http://127.0.0.1:" + gateway.port() + "/.well-known/jwks.json",
                "SERVER_ADDRESS", "127.0.0.1", "SERVER_PORT", String.valueOf(readsPort), "MANAGEMENT_SERVER_PORT",
                "0"));
        awaitReady();
    }

    private static List<String> arguments(ConsumerProcess.Settings settings, Path jar) {
        List<String> arguments = new ArrayList<>(settings.javaOptions());
        arguments.addAll(List.of("-jar", jar.toString()));
        return arguments;
    }

    private void awaitReady() throws InterruptedException {
        HttpRequest ready = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + readsPort + "/readyz")).build();
        long began = System.nanoTime();
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (!answersOk(client, ready)) {
                orderService.requireAlive();
                if (System.nanoTime() - began > START.toNanos()) {
                    throw new IllegalStateException(
                            "The order-service did not get ready:\n" + orderService.lastWords());
                }
                Thread.sleep(LOOK_MILLIS);
            }
        }
    }

    private static boolean answersOk(HttpClient client, HttpRequest request) throws InterruptedException {
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode() == OK;
        } catch (IOException notYet) {
            return false;
        }
    }

    ServerProcess gateway() {
        return gateway;
    }

    /** Of the order-service. */
    int readsPort() {
        return readsPort;
    }

    /** Commands that the writer is done with. */
    CountingBroker.Progress progress() {
        writer.requireAlive();
        return broker.progress();
    }

    /** Returns when the writer has nothing to acknowledge any more. */
    void awaitQuiet() throws InterruptedException {
        long last = -1;
        for (long now = progress().acknowledged(); now != last; now = progress().acknowledged()) {
            last = now;
            Thread.sleep(QUIET_MILLIS);
        }
    }

    /** Of the writer, and of everybody else who asks for orders. */
    CostlyStore costly() {
        return costly;
    }

    StoppableStore store() {
        return store;
    }

    /** Processor time of each so far. */
    Map<String, Duration> cpu() {
        Map<String, Duration> cpu = new LinkedHashMap<>();
        cpu.put("api-gateway", gateway.cpu());
        cpu.put("writer-service", writer.cpu());
        cpu.put("order-service", orderService.cpu());
        return cpu;
    }

    @Override
    public void close() throws IOException {
        try (broker; costly; store; writer; gateway) {
            orderService.close();
        }
    }
}
