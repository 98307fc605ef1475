package io.spillway.writer;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.spillway.contract.command.Command;
import io.spillway.contract.command.CommandId;
import io.spillway.contract.outcome.Outcome;
import io.spillway.embedded.EmbeddedStore;
import io.spillway.testservers.TestServers;
import io.spillway.testservers.TestStore;
import io.spillway.writer.core.BatchResult;
import io.spillway.writer.core.Ledger;
import io.spillway.writer.core.OrderStore;
import io.spillway.writer.core.Verdict;
import io.spillway.writer.core.WriterListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static io.spillway.writer.core.CommandFixtures.command;
import static io.spillway.writer.core.CommandFixtures.create;
import static io.spillway.writer.core.CommandFixtures.note;
import static io.spillway.writer.core.CommandFixtures.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The whole writer between a real broker and a MongoDB-protocol store. */
@ExtendWith(OutputCaptureExtension.class)
class WriterServiceIT {

    private final TestStore store = TestServers.store();
    private final String database = store.uniqueDatabase(WriterServiceIT.class);
    private CommandQueues queues;
    private ConfigurableApplicationContext writer;

    @BeforeEach
    void declare() throws Exception {
        queues = new CommandQueues(2);
    }

    @AfterEach
    void close() throws IOException {
        if (writer != null) {
            writer.close();
        }
        queues.close();
        store.dropDatabase(database);
    }

    @Test
    void writesCommandsWithTheirOutcomesAndAcknowledgesThem() throws Exception {
        writer = start(store.uri());

        queues.publish(create("c1", "A"), note("c2", "A"), create("c3", "B"));

        await().untilAsserted(() -> assertThat(ledger().find(Set.of(command("c1"), command("c2"), command("c3"))))
                .hasSize(3).allSatisfy((id, verdict) -> assertThat(verdict.outcome())
                        .isInstanceOf(Outcome.Applied.class)));
        assertThat(orders().load(Set.of(order("A"), order("B")))).hasSize(2)
                .hasEntrySatisfying(order("A"), stored -> assertThat(stored.version()).isEqualTo(2));
        assertThat(metrics()).contains("spillway_writer_batch_size_commands_count",
                "spillway_writer_combining_commands",
                "spillway_writer_age_seconds_bucket", "spillway_writer_applied_commands_total",
                "spillway_writer_decode_time_seconds", "spillway_writer_store_time_seconds",
                "spillway_writer_store_calls_total", "spillway_writer_store_retries_calls_total",
                "spillway_writer_order_writes_documents_total", "spillway_writer_order_conflicts_documents_total",
                "spillway_writer_cache_orders_total", "rabbitmq_connections");
        assertAllAcknowledged();
    }

    /** As Prometheus sees them, by the names that docs/metrics.md gives them. */
    private String metrics() throws Exception {
        String port = writer.getEnvironment().getProperty("local.management.port");
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http
                    .send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/prometheus"))
                            .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    @Test
    void writesEachOrderOfABacklogOnceABatchAndGivesEachCommandItsOwnOutcome() throws Exception {
        List<String> orders = IntStream.range(0, 100).mapToObj(i -> "O" + i).toList();
        queues.publish(orders.stream().map(name -> create("create " + name, name)).toArray(Command[]::new));
        queues.publish(IntStream.range(0, 20_000).mapToObj(i -> note("patch " + i, orders.get(i % orders.size())))
                .toArray(Command[]::new));
        Queue<BatchResult> batches = new ConcurrentLinkedQueue<>();

        writer = start(store.uri(), batches::add);

        await().atMost(Duration.ofMinutes(1)).untilAsserted(
                () -> assertThat(batches).extracting(batch -> batch.answers().size()).satisfies(
                        sizes -> assertThat(sizes.stream().mapToInt(Integer::intValue).sum()).isEqualTo(20_100)));
        assertThat(batches).allSatisfy(batch -> assertThat(batch.orderWrites()).isLessThanOrEqualTo(
                (int) batch.answers().stream().map(answer -> answer.delivery().command().orderId()).distinct()
                        .count()));
        assertThat(batches.stream().mapToInt(BatchResult::orderWrites).sum()).isLessThanOrEqualTo(20_100 / 5);
        Set<CommandId> patches = IntStream.range(0, 20_000).mapToObj(i -> command("patch " + i))
                .collect(Collectors.toSet());
        Map<CommandId, Verdict> recorded = ledger().find(patches);
        assertThat(IntStream.range(0, 20_000)).allSatisfy(i -> assertThat(recorded.get(command("patch " + i)).outcome())
                .isEqualTo(new Outcome.Applied(2 + i / orders.size())));
        assertAllAcknowledged();
    }

    @Test
    void ridesOutAnOutageOfTheStore(CapturedOutput output) throws Exception {
        int port;
        try (EmbeddedStore away = EmbeddedStore.start(EmbeddedStore.Settings.inMemory())) {
            port = away.port();
        }
        writer = start("mongodb://127.0.0.1:" + port);
        queues.publish(create("c1", "A"), note("c2", "A"));
        await().untilAsserted(() -> assertThat(output).contains("The database gives no answer"));

        try (EmbeddedStore back = EmbeddedStore.start(new EmbeddedStore.Settings(port, null))) {
            assertThat(back.port()).isEqualTo(port);
            await().atMost(Duration.ofSeconds(30)).untilAsserted(
                    () -> assertThat(ledger().find(Set.of(command("c1"), command("c2")))).hasSize(2));
            assertAllAcknowledged();
            assertThat(queues.countDeadLetters()).isZero();
        }
    }

    private ConfigurableApplicationContext start(String storeUri) {
        return run(WriterService.application(), storeUri);
    }

    /** @param batches is told of every batch, after the writer's own listener */
    private ConfigurableApplicationContext start(String storeUri, WriterListener batches) {
        SpringApplication application = WriterService.application();
        application.addInitializers(context -> context.getBeanFactory().addBeanPostProcessor(new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof WriterListener own ? (WriterListener) result -> {
                    own.onBatch(result);
                    batches.onBatch(result);
                } : bean;
            }
        }));
        return run(application, storeUri);
    }

    private ConfigurableApplicationContext run(SpringApplication application, String storeUri) {
        return application.run("--server.port=0", "--management.server.port=0",
                "--spring.rabbitmq.addresses=" + queues.broker.uri(), "--spring.mongodb.uri=" + storeUri,
                "--spring.mongodb.database=" + database, "--spillway.partitions=" + queues.partitions.count());
    }

    private OrderStore orders() {
        return writer.getBean(OrderStore.class);
    }

    private Ledger ledger() {
        return writer.getBean(Ledger.class);
    }

    /** What was not acknowledged comes back when the writer goes. */
    private void assertAllAcknowledged() throws IOException {
        writer.close();
        queues.assertDrained();
    }
}
