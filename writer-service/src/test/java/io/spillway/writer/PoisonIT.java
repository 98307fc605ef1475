package io.spillway.writer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.rabbitmq.client.GetResponse;
import io.spillway.contract.command.CommandId;
import io.spillway.contract.messaging.MessageHeaders;
import io.spillway.contract.order.OrderId;
import io.spillway.testservers.TestServers;
import io.spillway.testservers.TestStore;
import io.spillway.writer.core.OrderStore;
import io.spillway.writer.core.StoredOrder;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.mongodb.core.MongoTemplate;
import tools.jackson.databind.json.JsonMapper;

import static io.spillway.writer.core.CommandFixtures.command;
import static io.spillway.writer.core.CommandFixtures.create;
import static io.spillway.writer.core.CommandFixtures.note;
import static io.spillway.writer.core.CommandFixtures.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

/** Only the culprit fails: the whole writer, on messages that it can do nothing with. */
class PoisonIT {

    private final TestStore store = TestServers.store();
    private final String database = store.uniqueDatabase(PoisonIT.class);
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
    void putsPoisonInTheMiddleOfABatchAsideWithItsReasonAndWritesItsNeighboursOnce() throws Exception {
        String whole = JsonMapper.shared().writeValueAsString(note("torn", "A"));
        byte[] torn = whole.substring(0, whole.length() - 3).getBytes(StandardCharsets.UTF_8);
        byte[] later = JsonMapper.shared().writeValueAsBytes(note("later", "A"));
        queues.publish(create("c1", "A"));
        queues.publish(order("A"), "garbage", "order.create.v1", "garbage".getBytes(StandardCharsets.UTF_8));
        queues.publish(note("c2", "A"));
        queues.publish(order("A"), command("torn").toString(), "order.patch.v1", torn);
        queues.publish(order("A"), command("later").toString(), "order.patch.v9", later);
        queues.publish(note("c3", "A"), create("c4", "B"), create("c5", "C"));

        start(application -> {});

        await().untilAsserted(() -> assertThat(recorded()).hasSize(7));
        assertThat(recorded()).containsOnly(Map.entry(command("c1"), "1"), Map.entry(command("c2"), "2"),
                Map.entry(command("c3"), "3"), Map.entry(command("c4"), "1"), Map.entry(command("c5"), "1"),
                Map.entry(command("torn"), "dead-lettered"), Map.entry(command("later"), "dead-lettered"));
        assertVersions(Map.of(order("A"), 3L, order("B"), 1L, order("C"), 1L));
        writer.close();
        queues.assertDrained();
        assertThat(queues.takeDeadLetters()).extracting(letter -> letter.getProps().getMessageId(), this::reason)
                .containsExactly(tuple("garbage", "malformed-body"),
                        tuple(command("torn").toString(), "malformed-body"),
                        tuple(command("later").toString(), "unknown-type"));
    }

    @Test
    void findsTheCommandThatItFailsOnAndWritesItsNeighboursOnce() throws Exception {
        queues.publish(create("c1", "A"), create("c2", "B"), create("culprit", "K"), note("c3", "A"), note("c4", "B"),
                create("c5", "C"), create("c6", "D"));

        // One lane, so that the other partition's commands are in the same batch.
        start(application -> failOn(application, order("K")), "--spillway.writer.lanes=1");

        await().atMost(Duration.ofSeconds(20)).untilAsserted(
                () -> assertThat(recorded()).containsEntry(command("culprit"), "dead-lettered").hasSize(7));
        assertVersions(Map.of(order("A"), 2L, order("B"), 2L, order("C"), 1L, order("D"), 1L));
        writer.close();
        queues.assertDrained();
        assertThat(queues.takeDeadLetters()).singleElement().satisfies(letter -> {
            assertThat(reason(letter)).isEqualTo("repeated-failure");
            assertThat(letter.getProps().getMessageId()).isEqualTo(command("culprit").toString());
            assertThat(letter.getBody()).isEqualTo(JsonMapper.shared().writeValueAsBytes(create("culprit", "K")));
            assertThat(letter.getProps().getHeaders()).containsKey(MessageHeaders.FIRST_SEEN)
                    .doesNotContainKey("x-delivery-count");
        });
    }

    private void start(Consumer<SpringApplication> change, String... settings) {
        SpringApplication application = WriterService.application();
        change.accept(application);
        writer = application.run(Stream.concat(Stream.of(settings), Stream.of("--server.port=0",
                "--management.server.port=0", "--spring.rabbitmq.addresses=" + queues.broker.uri(),
                "--spring.mongodb.uri=" + store.uri(), "--spring.mongodb.database=" + database,
                "--spillway.partitions=" + queues.partitions.count())).toArray(String[]::new));
    }

    /** As if the driver threw something that nobody thought of. */
    private static void failOn(SpringApplication application, OrderId culprit) {
        application.addInitializers(context -> context.getBeanFactory().addBeanPostProcessor(new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof OrderStore orders ? new FailingStore(orders, culprit) : bean;
            }
        }));
    }

    private record FailingStore(OrderStore orders, OrderId culprit) implements OrderStore {

        @Override
        public Map<OrderId, StoredOrder> load(Set<OrderId> ids) {
            return orders.load(ids);
        }

        @Override
        public List<WriteResult> write(List<OrderWrite> writes) {
            if (writes.stream().anyMatch(write -> write.next().id().equals(culprit))) {
                throw new IllegalStateException("Unexpected");
            }
            return orders.write(writes);
        }
    }

    private String reason(GetResponse letter) {
        return String.valueOf(letter.getProps().getHeaders().get(MessageHeaders.REASON));
    }

    /** What order-service would tell of each command: its version, or why it has none. */
    private Map<CommandId, String> recorded() {
        Map<CommandId, String> recorded = new HashMap<>();
        for (Document batch : writer.getBean(MongoTemplate.class).getCollection("batches").find()) {
            for (Document command : batch.getList("commands", Document.class)) {
                String outcome = command.getString("refusal");
                String before = recorded.put(new CommandId(command.get("id", UUID.class)),
                        outcome == null ? command.getLong("version").toString() : outcome);
                assertThat(before).as("recorded before").isNull();
            }
        }
        return recorded;
    }

    private void assertVersions(Map<OrderId, Long> expected) {
        Map<OrderId, StoredOrder> orders = writer.getBean(OrderStore.class).load(expected.keySet());
        assertThat(orders).hasSize(expected.size());
        expected.forEach((id, version) -> assertThat(orders.get(id).version()).isEqualTo(version));
    }
}
