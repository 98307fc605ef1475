package io.spillway.writer.amqp;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.micrometer.core.instrument.MeterRegistry;
import io.spillway.contract.command.Command;
import io.spillway.contract.messaging.OrderTopology;
import io.spillway.contract.messaging.Partition;
import io.spillway.contract.messaging.Partitions;
import io.spillway.contract.order.OrderId;
import io.spillway.testservers.RequiresRabbitMq;
import io.spillway.testservers.TestBroker;
import io.spillway.testservers.TestServers;
import io.spillway.testservers.TestStore;
import io.spillway.writer.WriterService;
import io.spillway.writer.core.OrderState;
import io.spillway.writer.core.OrderStore;
import io.spillway.writer.core.StoredOrder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

import static io.spillway.writer.core.CommandFixtures.create;
import static io.spillway.writer.core.CommandFixtures.note;
import static io.spillway.writer.core.CommandFixtures.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Several writers at the same queues, on a broker that knows the priorities of consumers. */
@RequiresRabbitMq
class SharedPartitionsIT {

    private static final Partitions PARTITIONS = new Partitions(8);

    private final TestBroker broker = TestServers.broker();
    private final TestStore store = TestServers.store();
    private final String database = store.uniqueDatabase(SharedPartitionsIT.class);
    private final Map<String, ConfigurableApplicationContext> writers = new LinkedHashMap<>();
    private final Map<Partition, String> orders = new HashMap<>();
    private final Map<String, String> lastNotes = new HashMap<>();
    private Connection connection;
    private Channel channel;
    private int commands;

    @BeforeEach
    void begin() throws Exception {
        broker.deleteQueues(Stream.concat(PARTITIONS.all().stream().map(Partition::queue),
                Stream.of(OrderTopology.DEAD)).toArray(String[]::new));
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(broker.uri());
        connection = factory.newConnection("test");
        channel = connection.createChannel();
        channel.confirmSelect();
    }

    @AfterEach
    void end() throws Exception {
        writers.values().forEach(ConfigurableApplicationContext::close);
        connection.close();
        store.dropDatabase(database);
    }

    @Test
    void writersShareThePartitionsGiveToOneThatComesAndTakeFromOneThatGoes() throws Exception {
        start("ann");
        start("bob");
        createAnOrderInEachPartition();
        awaitShares("ann", "bob");

        start("eve");
        publishNotes(200);
        awaitShares("ann", "bob", "eve");

        publishNotes(200);
        writers.remove("bob").close();
        awaitShares("ann", "eve");

        assertThat(Set.copyOf(PartitionBidsTest.owners(List.of("ann", "bob", "eve"), 8).values()))
                .as("each had a share").hasSize(3);
        assertThatEveryOrderTookItsCommandsInOrder();
    }

    private void start(String id) {
        writers.put(id, WriterService.application().run("--server.port=0", "--management.server.port=0",
                "--spring.rabbitmq.addresses=" + broker.uri(), "--spring.mongodb.uri=" + store.uri(),
                "--spring.mongodb.database=" + database, "--spillway.writer.id=" + id));
    }

    private void createAnOrderInEachPartition() throws Exception {
        for (int i = 0; orders.size() < PARTITIONS.count(); i++) {
            orders.putIfAbsent(PARTITIONS.of(order("O" + i)), "O" + i);
        }
        for (String name : orders.values()) {
            publish(create("create " + name, name));
        }
    }

    private void awaitShares(String... ids) {
        Map<Partition, String> expected = PartitionBidsTest.owners(Arrays.asList(ids), PARTITIONS.count());
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(drainers()).isEqualTo(expected));
    }

    /** Who applies a command that is published now, for each partition. */
    private Map<Partition, String> drainers() throws Exception {
        awaitAllApplied();
        Map<Partition, String> drainers = new HashMap<>();
        for (Partition partition : PARTITIONS.all()) {
            Map<String, Double> before = applied();
            publishNote(orders.get(partition));
            await().pollInterval(Duration.ofMillis(5)).until(() -> !applied().equals(before));
            applied().forEach((id, count) -> {
                if (!count.equals(before.get(id))) {
                    drainers.put(partition, id);
                }
            });
        }
        return drainers;
    }

    private Map<String, Double> applied() {
        Map<String, Double> applied = new HashMap<>();
        writers.forEach((id, writer) -> applied.put(id,
                writer.getBean(MeterRegistry.class).counter("spillway.writer.applied").count()));
        return applied;
    }

    private void publishNotes(int rounds) throws Exception {
        for (int round = 0; round < rounds; round++) {
            for (String name : orders.values()) {
                publishNote(name);
            }
        }
        channel.waitForConfirmsOrDie(10_000);
    }

    private void publishNote(String name) throws Exception {
        String command = "note " + ++commands;
        lastNotes.put(name, command);
        publish(note(command, name));
    }

    private void publish(Command command) throws Exception {
        channel.basicPublish(OrderTopology.COMMANDS, PARTITIONS.of(command.orderId()).routingKey(), true,
                Messages.properties(command), Messages.body(command));
    }

    private void awaitAllApplied() {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> stored().stream().mapToLong(StoredOrder::version).sum() == commands + orders.size());
    }

    private void assertThatEveryOrderTookItsCommandsInOrder() {
        awaitAllApplied();
        assertThat(stored()).hasSize(8).allSatisfy(stored -> {
            String name = orders.values().stream().filter(candidate -> order(candidate).equals(stored.id()))
                    .findFirst().orElseThrow();
            assertThat(((OrderState.Live) stored.state()).order().note()).isEqualTo(lastNotes.get(name));
        });
    }

    private List<StoredOrder> stored() {
        OrderStore any = writers.values().iterator().next().getBean(OrderStore.class);
        List<OrderId> ids = orders.values().stream().map(name -> order(name)).toList();
        return List.copyOf(any.load(Set.copyOf(ids)).values());
    }
}
