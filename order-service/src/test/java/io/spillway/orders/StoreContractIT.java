package io.spillway.orders;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

import io.spillway.contract.command.CommandId;
import io.spillway.contract.command.CommandKind;
import io.spillway.contract.command.PayloadHash;
import io.spillway.contract.order.CustomerId;
import io.spillway.contract.order.Order;
import io.spillway.contract.order.OrderId;
import io.spillway.contract.order.OrderItem;
import io.spillway.contract.order.OrderStatus;
import io.spillway.contract.order.UserId;
import io.spillway.contract.outcome.CommandRecord;
import io.spillway.contract.outcome.Outcome;
import io.spillway.contract.outcome.RefusalCode;
import io.spillway.orders.core.CommandRecords;
import io.spillway.orders.core.OrderFilter;
import io.spillway.orders.core.OrderQuery;
import io.spillway.orders.core.OrderReader;
import io.spillway.orders.core.OrderSlice;
import io.spillway.orders.core.Position;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.spillway.orders.WrittenDocuments.NOON;
import static org.assertj.core.api.Assertions.assertThat;

/** What reading needs of a store: any server of the MongoDB protocol can be held against it. */
class StoreContractIT {

    private static TestDatabase database;
    private static WrittenDocuments written;
    private static RunningService service;

    private OrderReader reader;
    private CommandRecords records;
    /** Of its own for every test, so that none sees another's orders. */
    private String owner;

    @BeforeAll
    static void start() {
        database = TestDatabase.of(StoreContractIT.class);
        written = new WrittenDocuments(database);
        service = new RunningService(database);
    }

    @AfterAll
    static void stop() {
        service.close();
        written.close();
        database.close();
    }

    @BeforeEach
    void newOwner() {
        reader = service.bean(OrderReader.class);
        records = service.bean(CommandRecords.class);
        owner = "owner-" + UUID.randomUUID();
    }

    @Test
    void readsEveryFieldOfAnOrder() {
        UUID id = written.write(order(0, order -> order.append("note", "Ring twice").append("version", 7L)
                .append("status", "CANCELLED")));

        assertThat(reader.find(new OrderId(id))).contains(new Order(new OrderId(id), new CustomerId("c-1"),
                Currency.getInstance("EUR"),
                List.of(new OrderItem("tea", "Green tea", 2, 450), new OrderItem("cup", "Cup", 1, 1_200)), 2_100,
                "Ring twice", OrderStatus.CANCELLED, 7, NOON, NOON, new UserId(owner)));
    }

    @Test
    void readsAnOrderWithoutANote() {
        UUID id = written.write(order(0));

        assertThat(reader.find(new OrderId(id)).orElseThrow().note()).isNull();
    }

    @Test
    void doesNotFindWhatIsNotThere() {
        assertThat(reader.find(new OrderId(UUID.randomUUID()))).isEmpty();
    }

    @Test
    void hidesTombstones() {
        UUID deleted = written.write(written.tombstone(owner, NOON));
        UUID alive = written.write(order(0));

        assertThat(reader.find(new OrderId(deleted))).isEmpty();
        assertThat(ids(list(ownOrders(), null, 10))).containsExactly(alive);
    }

    @Test
    void listsNewestFirst() {
        UUID oldest = written.write(order(0));
        UUID newest = written.write(order(2));
        UUID middle = written.write(order(1));

        assertThat(ids(list(ownOrders(), null, 10))).containsExactly(newest, middle, oldest);
    }

    @Test
    void listsOnlyTheOwnersOrders() {
        UUID own = written.write(order(0));
        written.write(written.order("stranger", "c-1", NOON));

        assertThat(ids(list(ownOrders(), null, 10))).containsExactly(own);
    }

    @Test
    void listsEverybodysOrdersForOperators() {
        String customer = "c-" + UUID.randomUUID();
        UUID anns = written.write(written.order("ann", customer, NOON));
        UUID bobs = written.write(written.order("bob", customer, NOON.plusMillis(1)));

        OrderFilter filter = new OrderFilter(null, null, new CustomerId(customer), null, null);
        assertThat(ids(list(filter, null, 10))).containsExactly(bobs, anns);
    }

    @Test
    void filtersByStatus() {
        written.write(order(0));
        UUID paid = written.write(order(1, order -> order.append("status", "PAID")));

        assertThat(ids(list(new OrderFilter(new UserId(owner), OrderStatus.PAID, null, null, null), null, 10)))
                .containsExactly(paid);
    }

    @Test
    void filtersByCustomer() {
        written.write(order(0));
        UUID other = written.write(order(1, order -> order.append("customerId", "c-2")));

        assertThat(ids(list(new OrderFilter(new UserId(owner), null, new CustomerId("c-2"), null, null), null, 10)))
                .containsExactly(other);
    }

    @Test
    void filtersByTimeFromInclusiveToExclusive() {
        written.write(order(0));
        UUID first = written.write(order(1));
        UUID second = written.write(order(2));
        written.write(order(3));

        assertThat(ids(list(created(1, 3), null, 10))).containsExactly(second, first);
    }

    @Test
    void combinesAllFiltersAndTheCursor() {
        Consumer<Document> wanted = order -> order.append("status", "PAID").append("customerId", "c-2");
        written.write(order(1, wanted));
        List<UUID> matching = new ArrayList<>();
        for (int millis = 2; millis < 7; millis++) {
            matching.addFirst(written.write(order(millis, wanted)));
            written.write(order(millis, order -> order.append("status", "PAID")));
            written.write(order(millis, order -> order.append("customerId", "c-2")));
            written.write(written.tombstone(owner, NOON.plusMillis(millis)));
        }
        written.write(order(7, wanted));
        OrderFilter filter = new OrderFilter(new UserId(owner), OrderStatus.PAID, new CustomerId("c-2"),
                NOON.plusMillis(2), NOON.plusMillis(7));

        assertThat(walk(filter, 2, () -> {})).containsExactlyElementsOf(matching);
    }

    @Test
    void tellsWhetherMoreFollows() {
        written.write(order(0));
        written.write(order(1));

        assertThat(list(ownOrders(), null, 1).more()).isTrue();
        assertThat(list(ownOrders(), null, 2).more()).isFalse();
        assertThat(list(ownOrders(), null, 3).more()).isFalse();
    }

    @Test
    void pagesThroughOrdersOfOneMillisecondWithoutLossOrRepetition() {
        List<UUID> newestFirst = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            newestFirst.addFirst(written.write(order(0)));
        }

        assertThat(walk(ownOrders(), 3, () -> {})).containsExactlyElementsOf(newestFirst);
        assertThat(walk(ownOrders(), 1, () -> {})).containsExactlyElementsOf(newestFirst);
    }

    @Test
    void pagesStayStableWhileOrdersArrive() {
        List<UUID> newestFirst = new ArrayList<>();
        for (int millis = 0; millis < 9; millis++) {
            newestFirst.addFirst(written.write(order(millis)));
        }

        assertThat(walk(ownOrders(), 2, () -> {
            written.write(order(1_000));
            written.write(order(2_000));
        })).containsExactlyElementsOf(newestFirst);
    }

    @Test
    void findsAnAppliedCommandWithItsVersion() {
        UUID id = UUID.randomUUID();
        Document command = written.command(id, "patch").append("version", 4L);
        written.writeBatch(NOON.plusSeconds(1), rejected(), command, rejected());

        assertThat(records.find(new CommandId(id))).contains(new CommandRecord(new CommandId(id),
                new OrderId(command.get("order", UUID.class)), CommandKind.PATCH, new UserId("demo"),
                PayloadHash.of(new byte[16]), NOON, NOON.plusSeconds(1), new Outcome.Applied(4)));
    }

    @Test
    void findsARejectedCommandWithItsRefusal() {
        UUID id = UUID.randomUUID();
        written.writeBatch(NOON, written.command(id, "delete").append("refusal", "version-mismatch"));

        assertThat(records.find(new CommandId(id)).orElseThrow().outcome())
                .isEqualTo(new Outcome.Rejected(RefusalCode.VERSION_MISMATCH));
    }

    @Test
    void takesTheFirstOfSeveralRecordsOfACommand() {
        // Ten, because a store may come upon the first by chance.
        for (int i = 0; i < 10; i++) {
            UUID id = UUID.randomUUID();
            Document command = written.command(id, "create").append("version", 1L);
            written.writeBatch(NOON.plusSeconds(9), command);
            written.writeBatch(NOON.plusSeconds(5), rejected(), command);
            written.writeBatch(NOON.plusSeconds(7), command, rejected());

            assertThat(records.find(new CommandId(id)).orElseThrow().completedAt()).isEqualTo(NOON.plusSeconds(5));
        }
    }

    @Test
    void aDecisionCountsMoreThanADeadLetterWhicheverCameFirst() {
        for (long decidedAfter : List.of(-2L, -1L, 1L, 2L)) {
            UUID id = UUID.randomUUID();
            Document command = written.command(id, "create");
            written.writeBatch(NOON, rejected(), new Document(command).append("refusal", "dead-lettered"));
            written.writeBatch(NOON.plusSeconds(decidedAfter), new Document(command).append("version", 1L));

            assertThat(records.find(new CommandId(id)).orElseThrow())
                    .returns(new Outcome.Applied(1), CommandRecord::outcome)
                    .returns(NOON.plusSeconds(decidedAfter), CommandRecord::completedAt);
        }
    }

    @Test
    void tellsWhenACommandWasFirstPutAside() {
        UUID id = UUID.randomUUID();
        Document command = written.command(id, "patch").append("refusal", "dead-lettered");
        written.writeBatch(NOON.plusSeconds(3), command);
        written.writeBatch(NOON.plusSeconds(1), command);

        assertThat(records.find(new CommandId(id)).orElseThrow())
                .returns(new Outcome.Rejected(RefusalCode.DEAD_LETTERED), CommandRecord::outcome)
                .returns(NOON.plusSeconds(1), CommandRecord::completedAt);
    }

    @Test
    void doesNotFindACommandThatWasNeverRecorded() {
        assertThat(records.find(new CommandId(UUID.randomUUID()))).isEmpty();
    }

    private List<UUID> walk(OrderFilter filter, int limit, Runnable betweenPages) {
        List<UUID> seen = new ArrayList<>();
        Position after = null;
        boolean more = true;
        while (more) {
            OrderSlice slice = list(filter, after, limit);
            seen.addAll(ids(slice));
            betweenPages.run();
            more = slice.more();
            if (more) {
                Order last = slice.orders().getLast();
                after = new Position(last.createdAt(), last.id());
            }
        }
        return Collections.unmodifiableList(seen);
    }

    private OrderSlice list(OrderFilter filter, Position after, int limit) {
        return reader.find(new OrderQuery(filter, after, limit));
    }

    private static List<UUID> ids(OrderSlice slice) {
        return slice.orders().stream().map(order -> order.id().value()).toList();
    }

    private OrderFilter ownOrders() {
        return new OrderFilter(new UserId(owner), null, null, null, null);
    }

    private OrderFilter created(int fromMillis, int toMillis) {
        Instant from = NOON.plusMillis(fromMillis);
        return new OrderFilter(new UserId(owner), null, null, from, NOON.plusMillis(toMillis));
    }

    private Document order(int millis) {
        return written.order(owner, "c-1", NOON.plusMillis(millis));
    }

    private Document order(int millis, Consumer<Document> change) {
        Document order = order(millis);
        change.accept(order);
        return order;
    }

    private static Document rejected() {
        return written.command(UUID.randomUUID(), "create").append("refusal", "order-already-exists");
    }
}
