package io.spillway.e2e.compose;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.spillway.contract.messaging.Partition;
import io.spillway.contract.messaging.Partitions;
import io.spillway.e2e.Secrets;
import io.spillway.e2e.faults.Management;
import io.spillway.testservers.GuidedTour;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The stack of {@code docker-compose.yml} from its start to its end, with several writers, and faults under one load in between.
 *
 * <p>{@code -Dcompose.files=docker-compose.yml}, with {@code :} between several, runs it; the images must be there or be had.
 * {@code -Dcompose.healthy=90} for the seconds after which all must be healthy. The report is {@code target/compose-report.md},
 * what the containers printed is in {@code target/compose-logs}.
 */
@EnabledIfSystemProperty(named = "compose.files", matches = ".+", disabledReason = Deployment.LACKS)
@ResourceLock(Deployment.LOCK)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ComposeIT {

    private static final int WRITERS = 3;
    private static final Duration HEALTHY = Duration.ofSeconds(Long.getLong("compose.healthy", 90));
    private static final Duration OUTAGE = Duration.ofSeconds(6);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final GuidedTour TOUR = new GuidedTour(
            Path.of(System.getProperty("spillway.root"), "docs", "http-api.md"));

    @TempDir
    private static Path folder;

    private static Deployment stack;
    private static Compose compose;
    private static @Nullable Trial trial;
    private static Duration toHealthy;
    private static Duration firstOrder = Duration.ZERO;
    private static Duration tour = Duration.ZERO;

    @BeforeAll
    static void up() {
        stack = new Deployment("compose", System.getProperty("compose.files"));
        compose = stack.compose();
        toHealthy = stack.up(WRITERS);
        System.out.println("[compose] healthy after " + toHealthy.toMillis() + " ms");
        firstOrder = stack.firstOrder();
    }

    @AfterAll
    static void down() {
        if (trial != null) {
            trial.close();
        }
        stack.close();
    }

    @Test
    @Order(1)
    void everythingIsHealthyInTimeAndOnlyTwoPortsAreReachableFromThisMachineAlone() {
        assertThat(toHealthy).isLessThan(HEALTHY);
        assertThat(compose.notHealthy()).isEmpty();
        assertThat(compose.containers("writer-service")).hasSize(WRITERS);
        assertThat(compose.published()).hasSize(2).allSatisfy(port -> assertThat(port).startsWith("127.0.0.1:"));
    }

    @Test
    @Order(2)
    void itDoesAllThatTheTourShows() {
        long begun = System.nanoTime();
        assertThat(TOUR.differences(stack.gatewayPort(), folder, stack.operator())).isEmpty();
        tour = Duration.ofNanos(System.nanoTime() - begun);
    }

    @Test
    @Order(3)
    void theManagementUiAnswersAndShowsTheQueuesWithTheWritersThatShareThem() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertThat(client.send(HttpRequest.newBuilder(stack.managementUi()).build(), BodyHandlers.ofString())
                    .body()).contains("RabbitMQ Management");
        }
        Management management = stack.management();
        List<String> names = new Partitions(Partitions.DEFAULT).all().stream().map(Partition::queue).toList();
        List<JsonNode> queues = new ArrayList<>();
        management.get("queues").forEach(queue -> {
            if (names.contains(queue.path("name").asString())) {
                queues.add(queue);
            }
        });
        assertThat(queues).hasSize(names.size()).allSatisfy(queue -> {
            assertThat(queue.at("/arguments/x-queue-type").asString()).isEqualTo("quorum");
            assertThat(queue.at("/arguments/x-single-active-consumer").asBoolean()).isTrue();
        });
        awaitWritersSharing(management);
    }

    private static void awaitWritersSharing(Management management) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            Map<String, Set<String>> active = management.activeConsumers("peer_host");
            assertThat(active).hasSize(WRITERS);
            assertThat(active.values().stream().flatMap(Set::stream)).hasSize(Partitions.DEFAULT);
        });
    }

    @Test
    @Order(4)
    void theOthersTakeOverFromAWriterThatIsKilled() {
        Trial load = new Trial(stack);
        trial = load;
        load.begin();
        String writer = compose.containers("writer-service").getLast();

        String fault = "a writer of three killed";
        long killed = Trial.now(fault);
        compose.kill(writer);
        load.recovered(killed, fault);

        compose.start(writer);
        compose.awaitHealthy();
    }

    @Test
    @Order(5)
    void writesAreAcceptedWhileTheStoreIsPaused() {
        Trial load = load();
        String store = compose.container("mongodb");
        compose.pause(store);
        long paused = Trial.now("the store paused");
        load.goOn(100);
        await().pollDelay(Duration.ZERO).until(() -> System.nanoTime() - paused > OUTAGE.toNanos());
        long before = System.nanoTime();
        compose.unpause(store);

        load.recovered(before, "the store paused for %d ms: since its end".formatted((before - paused) / 1_000_000));
        compose.awaitHealthy();
    }

    @Test
    @Order(6)
    void theBrokerIsFoundAgainAfterItsRestart() {
        Trial load = load();
        String fault = "RabbitMQ restarted";
        long begun = Trial.now(fault);
        compose.restart("rabbitmq");
        load.recovered(begun, fault);
        compose.awaitHealthy();
    }

    @Test
    @Order(7)
    void aKilledGatewayComesBack() {
        Trial load = load();
        String gateway = compose.container("api-gateway");
        String fault = "the gateway killed and started";
        long killed = Trial.now(fault);
        compose.kill(gateway);
        compose.start(gateway);
        load.recovered(killed, fault);
        compose.awaitHealthy();
    }

    @Test
    @Order(8)
    void everythingAcceptedHasItsOneOutcomeAndNothingHappenedTwice() {
        Trial load = load();
        load.goOn(100);
        Audit audit = load.end();
        load.report("The stack in containers", "compose-report.md", List.of(
                "%d writers, all healthy after %.1f s, the first user's first order applied %.1f s later".formatted(
                        WRITERS, toHealthy.toMillis() / 1_000.0, firstOrder.toMillis() / 1_000.0),
                "the guided tour of %d steps took %.1f s".formatted(TOUR.length(), tour.toMillis() / 1_000.0)),
                audit);

        assertThat(audit.isClean()).as(audit.toString()).isTrue();
        assertThat(stack.deadLetters()).isZero();
        assertThat(compose.restarts()).as("containers that ended by themselves").isEmpty();
        awaitWritersSharing(stack.management());
    }

    @Test
    @Order(9)
    void noTokenKeyOrPasswordIsInAnyLog() throws IOException {
        assertThat(Secrets.kept()).hasSizeGreaterThan(10);
        for (Path log : compose.saveLogs()) {
            assertThat(Files.readAllLines(log)).as("%s", log)
                    .noneMatch(line -> Secrets.kept().stream().anyMatch(line::contains));
        }
    }

    @Test
    @Order(10)
    void downLeavesNothing() {
        compose.down();

        assertThat(compose.left()).isEmpty();
    }

    private static Trial load() {
        if (trial == null) {
            throw new IllegalStateException("There is no load: an earlier step failed");
        }
        return trial;
    }
}
