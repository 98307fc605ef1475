package io.spillway.e2e;

import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import io.spillway.contract.command.Actor;
import io.spillway.contract.command.Command;
import io.spillway.contract.command.CommandHeader;
import io.spillway.contract.command.CommandId;
import io.spillway.contract.command.CreateOrder;
import io.spillway.contract.command.PatchOrder;
import io.spillway.contract.command.PayloadHash;
import io.spillway.contract.command.ReplaceOrder;
import io.spillway.contract.order.CustomerId;
import io.spillway.contract.order.OrderContent;
import io.spillway.contract.order.OrderId;
import io.spillway.contract.order.OrderItem;
import io.spillway.contract.order.OrderPatch;
import io.spillway.contract.order.UserId;
import io.spillway.testservers.TestServers;
import io.spillway.testservers.TestStore;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A writer with a small heap drains whatever waits in the queues. */
@Order(5) // ends the services that other tests would have to start again
@Execution(ExecutionMode.SAME_THREAD)
class MemoryIT {

    private static final Actor ANN = new Actor(new UserId("ann"), false);
    private static final OrderContent SMALL = content(1, "Blue mug");
    /** Written as a command's body: 60 KiB. */
    private static final OrderContent LARGE = content(84, "€".repeat(200));

    private final Random random = new Random(7);
    private final TestStore store = TestServers.store();
    private final String database = store.uniqueDatabase(MemoryIT.class);
    private Backlog backlog;

    /** The services that other tests share would drain the same queues. */
    @BeforeAll
    static void alone() {
        Stack.closeShared();
    }

    @BeforeEach
    void begin() throws Exception {
        backlog = new Backlog(TestServers.broker());
    }

    @AfterEach
    void end() throws Exception {
        backlog.close();
        store.dropDatabase(database);
    }

    @Test
    void aBacklogLargerThanTheHeapDrains() throws Exception {
        backlog.publish(creates(1_500, LARGE));
        backlog.publish(anyOf(1_300, 1_500, 1_500, order -> new ReplaceOrder(header(order), LARGE)));
        backlog.publishGarbage(2 << 20);

        drain(128, 1_500, 3_000, Duration.ofMinutes(3));

        assertThat(backlog.deadLetters()).isEqualTo(8);
    }

    @Test
    @Tag("proof")
    void aMillionCommandsDrainWith256Megabytes() throws Exception {
        backlog.publish(IntStream.range(0, 500_000).boxed().flatMap(i -> Stream.of(create(i, SMALL), note(i))));

        drain(256, 500_000, 1_000_000, Duration.ofMinutes(20));
    }

    @Test
    @Tag("proof")
    void fiftyThousandCommandsOf60KibDrainWith256Megabytes() throws Exception {
        backlog.publish(creates(40_000, LARGE));
        backlog.publish(anyOf(39_800, 40_000, 10_000, order -> new ReplaceOrder(header(order), LARGE)));

        drain(256, 40_000, 50_000, Duration.ofMinutes(20));
    }

    /** A thousand of them fit any batch, but their orders do not fit the heap. */
    @Test
    @Tag("proof")
    void smallCommandsOnLargeOrdersDrainWith256Megabytes() throws Exception {
        backlog.publish(creates(4_000, LARGE));
        backlog.publish(anyOf(0, 4_000, 20_000, MemoryIT::note));

        drain(256, 4_000, 24_000, Duration.ofMinutes(20));
    }

    private void drain(int megabytes, int orders, long commands, Duration atMost) throws Exception {
        long began = System.nanoTime();
        try (SmallHeapProcess writer = new SmallHeapProcess("writer-service", megabytes,
                Map.of("SPRING_RABBITMQ_ADDRESSES", TestServers.broker().uri(),
                        "SPRING_MONGODB_URI", store.uri(), "SPRING_MONGODB_DATABASE", database));
                MongoClient client = MongoClients.create(store.uri())) {
            MongoCollection<Document> written = client.getDatabase(database).getCollection("orders");
            await().atMost(atMost).pollInterval(Duration.ofSeconds(1)).failFast(writer::isDead)
                    .until(() -> backlog.waiting() == 0 && versions(written) >= commands);
            assertThat(writer.stop()).as("%s", writer.output()).isEqualTo(143);
            System.out.printf("%d commands in %d s with -Xmx%dm: %s%n", commands,
                    Duration.ofNanos(System.nanoTime() - began).toSeconds(), megabytes, writer.heap());
            assertThat(writer.output()).doesNotContain("java.lang.OutOfMemoryError");
            assertThat(backlog.waiting()).as("all acknowledged").isZero();
            assertThat(versions(written)).as("each applied once").isEqualTo(commands);
            assertThat(written.countDocuments()).isEqualTo(orders);
        }
    }

    private static long versions(MongoCollection<Document> orders) {
        Document sum = orders.aggregate(List.of(Aggregates.group(null, Accumulators.sum("versions", "$version"))))
                .first();
        return sum == null ? 0 : ((Number) sum.get("versions")).longValue();
    }

    private static Stream<Command> creates(int orders, OrderContent content) {
        return IntStream.range(0, orders).mapToObj(i -> create(i, content));
    }

    /**
     * Commands on orders from {@code first} to before {@code end}. Few, and on few orders: replacing is
     * what costs the embedded store most.
     */
    private Stream<Command> anyOf(int first, int end, int count, IntFunction<Command> command) {
        return random.ints(count, first, end).mapToObj(command);
    }

    private static Command create(int order, OrderContent content) {
        return new CreateOrder(header(order), content);
    }

    private static Command note(int order) {
        return new PatchOrder(header(order), new OrderPatch(null, new OrderPatch.NoteChange("noted"), null));
    }

    private static CommandHeader header(int order) {
        return new CommandHeader(new CommandId(UUID.randomUUID()), new OrderId(new UUID(4711L * order, order)), ANN,
                Instant.now(), PayloadHash.of(new byte[PayloadHash.BYTES]), null);
    }

    private static OrderContent content(int items, String name) {
        return new OrderContent(new CustomerId("C-1"), Currency.getInstance("EUR"), IntStream.range(0, items)
                .mapToObj(i -> new OrderItem("SKU-" + i, name, 2, 1_250)).toList(), null);
    }
}
