package io.spillway.e2e.compose;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import io.spillway.e2e.faults.Management;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Three RabbitMQ nodes, each of which is killed in turn while writes go on: those that the gateway is connected to come first.
 *
 * <p>{@code -Dcompose.cluster.files=docker-compose.yml:compose.cluster.yml} runs it. The report is
 * {@code target/cluster-report.md}.
 */
@EnabledIfSystemProperty(named = "compose.cluster.files", matches = ".+", disabledReason = ClusterIT.LACKS)
@ResourceLock(Deployment.LOCK)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterIT {

    static final String LACKS = "lacks a test server: it needs three nodes in containers,"
            + " -Dcompose.cluster.files=docker-compose.yml:compose.cluster.yml";

    private static final List<String> NODES = List.of("rabbitmq", "rabbitmq-2", "rabbitmq-3");
    private static final int WRITERS = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static Deployment stack;
    private static Compose compose;
    private static @Nullable Trial trial;
    private static Duration toHealthy;

    @BeforeAll
    static void up() {
        stack = new Deployment("cluster", System.getProperty("compose.cluster.files"));
        compose = stack.compose();
        toHealthy = stack.up(WRITERS);
        System.out.println("[compose] three nodes and all else healthy after " + toHealthy.toMillis() + " ms");
        stack.firstOrder();
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
    void everyQueueHasAMemberOnEachNode() {
        awaitMembers(stack.management());
    }

    @Test
    @Order(2)
    void anyNodeMayDieUnderLoad() {
        Trial load = new Trial(stack);
        trial = load;
        load.begin();
        Management management = stack.management();
        List<String> left = new ArrayList<>(NODES);
        boolean hitTheGateway = false;
        while (!left.isEmpty()) {
            Map<String, Long> leaders = leaders(management);
            Set<String> gateways = nodesOf(management, "gateway");
            String node = left.stream().filter(gateways::contains).findFirst().orElse(left.getFirst());
            left.remove(node);
            hitTheGateway |= gateways.contains(node);
            String fault = "%s killed, leader of %d queues, with %s".formatted(node, leaders.getOrDefault(node, 0L),
                    gateways.contains(node) ? "connections of the gateway" : "none of the gateway's connections");

            String container = compose.container(node);
            long killed = Trial.now(fault);
            compose.kill(container);
            load.recovered(killed, fault);
            load.goOn(100);
            compose.start(container);
            compose.awaitHealthy();
            awaitMembers(management);
        }
        assertThat(hitTheGateway).isTrue();
    }

    @Test
    @Order(3)
    void everythingAcceptedHasItsOneOutcomeAndNothingHappenedTwice() {
        if (trial == null) {
            throw new IllegalStateException("There is no load: an earlier step failed");
        }
        Audit audit = trial.end();
        trial.report("Three RabbitMQ nodes, each killed under load", "cluster-report.md", List.of(
                "%s, %d writers, all healthy after %.1f s".formatted(
                        stack.management().get("overview").path("product_version").asString(), WRITERS,
                        toHealthy.toMillis() / 1_000.0)),
                audit);

        assertThat(audit.isClean()).as(audit.toString()).isTrue();
        assertThat(stack.deadLetters()).isZero();
    }

    @Test
    @Order(4)
    void downLeavesNothing() {
        compose.saveLogs();
        compose.down();

        assertThat(compose.left()).isEmpty();
    }

    /** All queues, also that of dead letters. */
    private static void awaitMembers(Management management) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).ignoreExceptions().untilAsserted(() -> {
            assertThat(quorumQueues(management)).hasSize(9).allSatisfy(queue -> {
                assertThat(queue.path("members")).hasSize(NODES.size());
                assertThat(queue.path("online")).hasSize(NODES.size());
            });
        });
    }

    private static List<JsonNode> quorumQueues(Management management) {
        return StreamSupport.stream(management.get("queues").spliterator(), false)
                .filter(queue -> queue.path("type").asString().equals("quorum")).toList();
    }

    /** How many queues each of them leads. */
    private static Map<String, Long> leaders(Management management) {
        return quorumQueues(management).stream().collect(Collectors.groupingBy(
                queue -> host(queue.path("leader").asString()), LinkedHashMap::new, Collectors.counting()));
    }

    private static Set<String> nodesOf(Management management, String user) {
        return StreamSupport.stream(management.get("connections").spliterator(), false)
                .filter(connection -> connection.path("user").asString().equals(user))
                .map(connection -> host(connection.path("node").asString())).collect(Collectors.toSet());
    }

    private static String host(String node) {
        return node.substring(node.indexOf('@') + 1);
    }
}
