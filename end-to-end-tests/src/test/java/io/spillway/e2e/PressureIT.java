package io.spillway.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import io.spillway.contract.messaging.Partition;
import io.spillway.contract.messaging.Partitions;
import io.spillway.contract.order.OrderId;
import io.spillway.e2e.Attempt.Promise;
import io.spillway.testservers.FreePorts;
import io.spillway.testservers.PrivateBroker;
import io.spillway.testservers.RequiresPrivateBroker;
import io.spillway.testservers.TestServers;
import io.spillway.testservers.TestStore;
import org.bson.UuidRepresentation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A gateway under load while its broker is short of memory, dies, comes back and is full, and while it is stopped itself. What
 * the answers promised is compared with the store at the end. Full queues and the stop belong to the long runs.
 *
 * <p>{@code -Dpressure.minutes=10} for a long run, {@code -Dpressure.rate=500} for the writes a second,
 * {@code -Dpressure.seed=S} for the same troubles in the same order. The report is {@code target/pressure-report.md}.
 */
@RequiresPrivateBroker
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PressureIT {

    private static final Duration MORE = Duration.ofMinutes(Long.getLong("pressure.minutes", 0));
    private static final int RATE = Integer.getInteger("pressure.rate", 150);
    private static final long SEED = Long.getLong("pressure.seed", 1);
    private static final int CALLERS = 24;
    private static final Partitions PARTITIONS = new Partitions(2);
    private static final Duration CONFIRM_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String NOT_COUNTED = "C-0";
    private static final Path FOLDER = Path.of("target");

    private enum Trouble {
        BROKER_SHORT_OF_MEMORY, BROKER_KILLED, BROKER_STOPPED, GATEWAY_STOPPED, QUEUES_FULL
    }

    private static final TestStore STORE = TestServers.store();
    private static final int PORT = FreePorts.one();
    private static final String DATABASE = STORE.uniqueDatabase(PressureIT.class);
    private static final Map<Trouble, IntSummaryStatistics> RECOVERY = new EnumMap<>(Trouble.class);

    private static PrivateBroker broker;
    private static Map<String, String> gatewaySettings;
    private static JarProcess gateway;
    private static JarProcess writer;
    private static Api api;
    private static Callers callers;

    @BeforeAll
    static void start() {
        broker = TestServers.privateBroker();
        Map<String, String> both = Map.of("SPRING_RABBITMQ_ADDRESSES", broker.uri(),
                "SPRING_MONGODB_URI", STORE.uri(), "SERVER_ADDRESS", "127.0.0.1",
                "SPILLWAY_PARTITIONS", String.valueOf(PARTITIONS.count()), "SPILLWAY_QUEUE_MAX_LENGTH", "300");
        gatewaySettings = with(both, "SERVER_PORT", String.valueOf(PORT),
                "SPRING_MONGODB_DATABASE", DATABASE + "_identity",
                "SPILLWAY_OPERATIONS_KEY", Secrets.randomKey(),
                "SPILLWAY_SECURITY_SIGNING_KEYS", Secrets.signingKey(),
                "SPILLWAY_SECURITY_ACCESS_TOKEN_LIFETIME", "24h", "SPILLWAY_SECURITY_PASSWORDS_STRENGTH", "10",
                "SPILLWAY_PUBLISHER_CONFIRM_TIMEOUT", CONFIRM_TIMEOUT.toSeconds() + "s");
        // all of them start at once, and neither gateway nor writer needs the broker to be first
        CompletableFuture<Void> brokerStart = CompletableFuture.runAsync(broker::start);
        startGateway();
        writer = JarProcess.start("writer-service", FOLDER, with(both, "SERVER_PORT",
                String.valueOf(FreePorts.one()), "SPRING_MONGODB_DATABASE", DATABASE,
                "SPILLWAY_WRITER_MAX_BATCH_MESSAGES", "100", "SPILLWAY_WRITER_PREFETCH", "100"));
        gateway.awaitReady(new Api(PORT));
        brokerStart.join();
        writer.awaitOutput("Draining");
        api = new Api(PORT).newUser("pat").api();
        await().atMost(PATIENCE).until(() -> api.post(Orders.mug(NOT_COUNTED)).status() == 202);
        callers = new Callers(api, CALLERS, RATE);
        callers.start();
    }

    private static Map<String, String> with(Map<String, String> settings, String... more) {
        Map<String, String> all = new HashMap<>(settings);
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        all.put("MANAGEMENT_SERVER_PORT", String.valueOf(FreePorts.one()));
        return all;
    }

    private static void startGateway() {
        gateway = JarProcess.start("api-gateway", FOLDER, gatewaySettings);
    }

    @AfterAll
    static void stop() {
        callers.close();
        gateway.close();
        writer.signal("CONT");
        writer.close();
        broker.close();
        if (STORE.isMongoDb()) { // the embedded one goes with this JVM
            STORE.dropDatabase(DATABASE);
            STORE.dropDatabase(DATABASE + "_identity");
        }
    }

    /** Until it has more memory nothing is accepted; what was on its way is unknown. */
    @Test
    @Order(1)
    void aBrokerShortOfMemoryIsWaitedFor() {
        awaitAcceptance(System.nanoTime());
        broker.control("set_vm_memory_high_watermark", "absolute", "1");
        await().atMost(PATIENCE).until(() -> callers.anySince(System.nanoTime() - 1_000_000_000L,
                attempt -> attempt.reason().startsWith("The broker is short of memory")));
        rest(CONFIRM_TIMEOUT.plusMillis(500));
        broker.control("set_vm_memory_high_watermark", "absolute", "1GB");

        recovered(Trouble.BROKER_SHORT_OF_MEMORY, Duration.ofSeconds(10));
    }

    @Test
    @Order(2)
    void aBrokerThatDiedAndCameBackIsFoundWithinTenSeconds() {
        restartBroker(Trouble.BROKER_KILLED, broker::kill);
    }

    private static void restartBroker(Trouble trouble, Runnable end) {
        long before = System.nanoTime();
        end.run();
        await().atMost(PATIENCE).until(() -> callers.anySince(before,
                attempt -> attempt.reason().equals("The broker cannot be reached")));
        broker.start();

        recovered(trouble, Duration.ofSeconds(10));
    }

    /** In flight: begun before the signal. Whoever comes later may find nobody. */
    @Test
    @Order(3)
    @Tag("proof")
    void aGatewayThatStopsAnswersEveryoneInFlightAndThoseWhoWaitAtOnce() throws Exception {
        long from = System.nanoTime();
        writer.signal("STOP");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Attempt>> waiting = IntStream.range(0, 8)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> callers.create("Prefer", "wait=30"), threads))
                    .toList();
            rest(Duration.ofMillis(500));
            long signalled = System.nanoTime();
            CompletableFuture<Integer> exit = CompletableFuture.supplyAsync(gateway::stop, threads);

            for (CompletableFuture<Attempt> waiter : waiting) {
                assertThat(waiter.get(8, TimeUnit.SECONDS).promise()).isEqualTo(Promise.ACCEPTED);
            }
            assertThat(exit.get(30, TimeUnit.SECONDS)).isEqualTo(143);
            assertThat(gateway.output()).doesNotContain("Graceful shutdown aborted");
            assertThat(callers.attempts()).filteredOn(attempt -> attempt.begun() > from && attempt.begun() < signalled)
                    .isNotEmpty().extracting(Attempt::promise).doesNotContain(Promise.UNANSWERED, Promise.UNREACHED);
            assertThat(callers.attempts()).filteredOn(attempt -> attempt.begun() > signalled)
                    .extracting(Attempt::promise).contains(Promise.NOT_ACCEPTED).doesNotContain(Promise.UNKNOWN);
        }
        startGateway();
        gateway.awaitReady(new Api(PORT));
        writer.signal("CONT");

        recovered(Trouble.GATEWAY_STOPPED, Duration.ofSeconds(10));
    }

    @Test
    @Order(4)
    @Tag("proof")
    void fullQueuesRefuseUntilTheyDrain() {
        writer.signal("STOP");
        long before = System.nanoTime();
        await().atMost(PATIENCE).until(() -> PARTITIONS.all().stream().allMatch(
                partition -> callers.anySince(before, attempt -> isOn(partition, attempt)
                        && attempt.reason().equals("The broker refused the command, because its queue is full"))));
        long full = System.nanoTime();
        rest(Duration.ofMillis(500));
        assertThat(callers.anySince(full, attempt -> attempt.promise() == Promise.ACCEPTED)).isFalse();
        writer.signal("CONT");

        recovered(Trouble.QUEUES_FULL, Duration.ofSeconds(20));
    }

    @Test
    @Order(5)
    void itGoesOnForAsLongAsItIsAskedTo() throws Exception {
        Random random = new Random(SEED);
        long end = System.nanoTime() + MORE.toNanos();
        while (System.nanoTime() < end) {
            List<Trouble> round = new ArrayList<>(List.of(Trouble.values()));
            Collections.shuffle(round, random);
            for (Trouble trouble : round) {
                switch (trouble) {
                    case BROKER_SHORT_OF_MEMORY -> aBrokerShortOfMemoryIsWaitedFor();
                    case BROKER_KILLED -> restartBroker(trouble, broker::kill);
                    case BROKER_STOPPED -> restartBroker(trouble, broker::stop);
                    case GATEWAY_STOPPED -> aGatewayThatStopsAnswersEveryoneInFlightAndThoseWhoWaitAtOnce();
                    case QUEUES_FULL -> fullQueuesRefuseUntilTheyDrain();
                }
                rest(Duration.ofMillis(1_500 + random.nextInt(2_000)));
            }
        }
    }

    @Test
    @Order(6)
    void every202IsAppliedOnceEveryNotAcceptedNeverAndEveryUnknownAtMostOnce() throws IOException {
        callers.stop();
        // each partition keeps its order: when these are applied, so is all that came before them
        PARTITIONS.all().forEach(partition -> {
            Attempt last;
            do {
                last = callers.create("Prefer", "wait=10");
                assertThat(last.promise()).isEqualTo(Promise.ACCEPTED);
            } while (!isOn(partition, last));
        });
        Map<UUID, Long> versions = new HashMap<>();
        await().atMost(PATIENCE).until(() -> {
            versions.clear();
            versions.putAll(versions());
            return Reckoning.of(callers.attempts(), versions).lost().isEmpty();
        });

        Reckoning reckoning = Reckoning.of(callers.attempts(), versions);
        String report = report(reckoning);
        System.out.println(report);
        Files.writeString(FOLDER.resolve("pressure-report.md"), report);
        assertThat(reckoning.isClean()).as(reckoning.toString()).isTrue();
        assertThat(callers.attempts()).extracting(Attempt::promise)
                .contains(Promise.ACCEPTED, Promise.NOT_ACCEPTED, Promise.UNKNOWN);
        assertThat(callers.attempts()).filteredOn(attempt -> attempt.promise() == Promise.NOT_ACCEPTED
                || attempt.promise() == Promise.UNKNOWN)
                .allSatisfy(attempt -> assertThat(attempt.retryAfter()).isBetween(1, 60));
    }

    private static Map<UUID, Long> versions() {
        try (MongoClient client = MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(STORE.uri()))
                .uuidRepresentation(UuidRepresentation.STANDARD).build())) {
            return client.getDatabase(DATABASE).getCollection("orders")
                    .find(Filters.ne("customerId", NOT_COUNTED)).into(new ArrayList<>()).stream()
                    .collect(Collectors.toMap(order -> order.get("_id", UUID.class),
                            order -> order.getLong("version")));
        }
    }

    private static boolean isOn(Partition partition, Attempt attempt) {
        return PARTITIONS.of(new OrderId(attempt.order())).equals(partition);
    }

    /** From now on, until both partitions accept again. */
    private static void recovered(Trouble trouble, Duration atMost) {
        long from = System.nanoTime();
        awaitAcceptance(from);
        Duration took = Duration.ofNanos(System.nanoTime() - from);
        RECOVERY.computeIfAbsent(trouble, first -> new IntSummaryStatistics()).accept((int) took.toMillis());
        assertThat(took).as("%s", trouble).isLessThan(atMost);
    }

    private static void awaitAcceptance(long since) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> PARTITIONS.all().stream().allMatch(
                partition -> callers.anySince(since,
                        attempt -> isOn(partition, attempt) && attempt.promise() == Promise.ACCEPTED)));
    }

    private static void rest(Duration time) {
        try {
            new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String report(Reckoning reckoning) {
        StringBuilder text = new StringBuilder("# Pressure\n\n| answer | requests |\n|---|---|\n");
        callers.attempts().stream().collect(Collectors.groupingBy(Attempt::promise, TreeMap::new,
                Collectors.counting())).forEach(
                        (promise, count) -> text.append("| ").append(promise).append(" | ")
                                .append(count).append(" |\n"));
        text.append("\n| reason | requests | Retry-After |\n|---|---|---|\n");
        callers.attempts().stream().filter(attempt -> attempt.retryAfter() > 0)
                .collect(Collectors.groupingBy(Attempt::reason, TreeMap::new,
                        Collectors.summarizingInt(Attempt::retryAfter)))
                .forEach((reason, told) -> text.append("| ").append(reason).append(" | ").append(told.getCount())
                        .append(" | ").append(told.getMin()).append(" to ").append(told.getMax()).append(" s |\n"));
        text.append("\n| trouble | times | accepted again after at most |\n|---|---|---|\n");
        RECOVERY.forEach((trouble, took) -> text.append("| ").append(trouble).append(" | ").append(took.getCount())
                .append(" | ").append(took.getMax()).append(" ms |\n"));
        return text.append("\nuncertain and applied ").append(reckoning.uncertain()).append(", ").append(reckoning)
                .append('\n').toString();
    }
}
