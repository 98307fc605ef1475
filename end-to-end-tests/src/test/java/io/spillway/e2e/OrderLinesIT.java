package io.spillway.e2e;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import io.spillway.testservers.TestServers;
import io.spillway.testservers.TestStore;
import org.bson.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** 200,000 orders in one request through a gateway with a small heap. Its twin for every build is in {@link OrdersIT}. */
@Order(5) // ends the services that other tests would have to start again
@Tag("proof")
@Execution(ExecutionMode.SAME_THREAD)
class OrderLinesIT {

    private static final int LINES = Integer.getInteger("ndjson.lines", 200_000);

    private final TestStore store = TestServers.store();
    private final String database = store.uniqueDatabase(OrderLinesIT.class);

    /** The services that other tests share would drain the same queues. */
    @BeforeAll
    static void alone() {
        Stack.closeShared();
    }

    @Test
    void aSmallGatewayTakesThemFromClientsThatReadAtOnceAndFromThoseThatReadLater() throws Exception {
        try (Backlog backlog = new Backlog(TestServers.broker());
                SmallHeapProcess gateway = new SmallHeapProcess("api-gateway", 256, Map.of(
                        "SPRING_RABBITMQ_ADDRESSES", TestServers.broker().uri(),
                        "SPRING_MONGODB_URI", store.uri(), "SPRING_MONGODB_DATABASE", database,
                        "SPILLWAY_OPERATIONS_KEY", Secrets.randomKey(),
                        "SPILLWAY_SECURITY_SIGNING_KEYS", Secrets.signingKey(),
                        "SPILLWAY_SECURITY_PASSWORDS_STRENGTH", "10")).awaitReady()) {
            Api api = new Api(gateway.port()).newUser("nora").api();

            long began = System.nanoTime();
            try (OrderLines lines = api.lines()) {
                assertThat(lines.sendAndRead(LINES, OrderLinesIT::line)).isEqualTo(LINES);
            }
            report("read as they were sent", began, gateway);
            await().untilAsserted(() -> assertThat(backlog.waiting()).isEqualTo(LINES));

            began = System.nanoTime();
            try (OrderLines lines = api.lines()) {
                lines.send(LINES, OrderLinesIT::line);
                report("sent before any was read", began, gateway);
                assertThat(lines.read()).isEqualTo(LINES);
            }
            report("read when all was sent", began, gateway);
            await().untilAsserted(() -> assertThat(backlog.waiting()).isEqualTo(2L * LINES));

            assertThat(gateway.stop()).as("%s", gateway.output()).isEqualTo(143);
            assertThat(gateway.output()).doesNotContain("java.lang.OutOfMemoryError", "\tat ");
            assertWritten(backlog);
        } finally {
            store.dropDatabase(database);
        }
    }

    private void assertWritten(Backlog backlog) throws Exception {
        try (SmallHeapProcess writer = new SmallHeapProcess("writer-service", 512,
                Map.of("SPRING_RABBITMQ_ADDRESSES", TestServers.broker().uri(),
                        "SPRING_MONGODB_URI", store.uri(), "SPRING_MONGODB_DATABASE", database));
                MongoClient client = MongoClients.create(store.uri())) {
            MongoCollection<Document> written = client.getDatabase(database).getCollection("orders");
            await().atMost(Duration.ofMinutes(20)).pollInterval(Duration.ofSeconds(1)).failFast(writer::isDead)
                    .until(() -> backlog.waiting() == 0 && written.countDocuments() >= 2L * LINES);
            assertThat(writer.stop()).as("%s", writer.output()).isEqualTo(143);
            assertThat(written.countDocuments()).isEqualTo(2L * LINES);
            assertThat(backlog.deadLetters()).isZero();
        }
    }

    private static String line(long number) {
        return Orders.mug("C-" + number).replace("\n", "");
    }

    private static void report(String what, long began, SmallHeapProcess gateway) throws IOException {
        System.out.printf("%d lines, %s: %.1f s, %s%n", LINES, what, (System.nanoTime() - began) / 1e9, gateway.heap());
    }
}
