package io.spillway.writer.core;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import io.spillway.contract.command.CommandId;
import io.spillway.contract.command.CommandKind;
import io.spillway.contract.order.Order;
import io.spillway.contract.outcome.Outcome;
import io.spillway.contract.outcome.RefusalCode;
import io.spillway.writer.core.Ledger.Entry;
import io.spillway.writer.core.Ledger.RecordedCommand;
import io.spillway.writer.core.OrderStore.OrderWrite;
import io.spillway.writer.core.OrderStore.WriteResult;
import org.junit.jupiter.api.Test;

import static io.spillway.writer.core.CommandFixtures.ANN;
import static io.spillway.writer.core.CommandFixtures.NOON;
import static io.spillway.writer.core.CommandFixtures.command;
import static io.spillway.writer.core.CommandFixtures.content;
import static io.spillway.writer.core.CommandFixtures.hash;
import static io.spillway.writer.core.CommandFixtures.header;
import static io.spillway.writer.core.CommandFixtures.order;
import static org.assertj.core.api.Assertions.assertThat;

/** What the protocol expects of any store and ledger. */
public abstract class StoreContract {

    protected abstract OrderStore store();

    protected abstract Ledger ledger();

    @Test
    void keepsAnOrderWithItsChain() {
        StoredOrder order = live("A", 1, Map.of(
                command("c1"), new Verdict(hash("c1"), new Outcome.Applied(1)),
                command("c2"), new Verdict(hash("c2"), new Outcome.Rejected(RefusalCode.ORDER_ALREADY_EXISTS))));

        assertThat(store().write(List.of(new OrderWrite(null, order)))).containsExactly(WriteResult.WRITTEN);

        assertThat(store().load(Set.of(order("A"), order("B")))).containsOnly(Map.entry(order("A"), order));
    }

    @Test
    void keepsATombstone() {
        StoredOrder live = live("A", 1, Map.of());
        StoredOrder tombstone = new StoredOrder(order("A"),
                new OrderState.Deleted(ANN.user(), 2, NOON, NOON.plusSeconds(5)), UUID.randomUUID(), Map.of());
        store().write(List.of(new OrderWrite(null, live)));

        assertThat(store().write(List.of(new OrderWrite(live, tombstone)))).containsExactly(WriteResult.WRITTEN);

        assertThat(store().load(Set.of(order("A")))).containsValue(tombstone);
    }

    @Test
    void doesNotInsertOverAnOrderAndWritesItsNeighbours() {
        StoredOrder first = live("A", 1, Map.of());
        store().write(List.of(new OrderWrite(null, first)));

        List<WriteResult> results = store().write(List.of(new OrderWrite(null, live("B", 1, Map.of())),
                new OrderWrite(null, live("A", 1, Map.of())), new OrderWrite(null, live("C", 1, Map.of()))));

        assertThat(results).containsExactly(WriteResult.WRITTEN, WriteResult.CONFLICT, WriteResult.WRITTEN);
        assertThat(store().load(Set.of(order("A"), order("B"), order("C")))).hasSize(3).containsValue(first);
    }

    @Test
    void replacesOnlyTheVeryDocumentThatWasRead() {
        StoredOrder first = live("A", 1, Map.of());
        StoredOrder second = live("A", 2, Map.of());
        store().write(List.of(new OrderWrite(null, first)));
        store().write(List.of(new OrderWrite(first, second)));

        StoredOrder sameVersionOtherRev = live("A", 2, Map.of());
        assertThat(store().write(List.of(new OrderWrite(first, live("A", 2, Map.of())))))
                .as("an older version").containsExactly(WriteResult.CONFLICT);
        assertThat(store().write(List.of(new OrderWrite(sameVersionOtherRev, live("A", 3, Map.of())))))
                .as("the same version, another incarnation").containsExactly(WriteResult.CONFLICT);
        assertThat(store().load(Set.of(order("A")))).containsValue(second);
    }

    @Test
    void neverClaimsThatAGuardedWriteHappenedThatDidNot() {
        StoredOrder a = live("A", 1, Map.of());
        StoredOrder b = live("B", 1, Map.of());
        store().write(List.of(new OrderWrite(null, a), new OrderWrite(null, b)));
        StoredOrder nextB = live("B", 2, Map.of());

        List<WriteResult> results = store().write(List.of(
                new OrderWrite(live("A", 1, Map.of()), live("A", 2, Map.of())),
                new OrderWrite(b, nextB),
                new OrderWrite(null, live("C", 1, Map.of()))));

        assertThat(results.get(0)).isIn(WriteResult.CONFLICT, WriteResult.UNKNOWN);
        assertThat(results.get(1)).isIn(WriteResult.WRITTEN, WriteResult.UNKNOWN);
        assertThat(results.get(2)).isEqualTo(WriteResult.WRITTEN);
        assertThat(store().load(Set.of(order("A"), order("B")))).containsValues(a, nextB);
    }

    @Test
    void doesNotBringBackAnOrderThatIsGone() {
        assertThat(store().write(List.of(new OrderWrite(live("A", 1, Map.of()), live("A", 2, Map.of())))))
                .containsExactly(WriteResult.CONFLICT);
        assertThat(store().load(Set.of(order("A")))).isEmpty();
    }

    @Test
    void findsWhatWasRecorded() {
        ledger().record(new Entry(UUID.randomUUID(), List.of(recorded("c1", new Outcome.Applied(1)),
                recorded("c2", new Outcome.Rejected(RefusalCode.VERSION_MISMATCH)))));
        ledger().record(new Entry(UUID.randomUUID(), List.of(recorded("c3", new Outcome.Applied(2)))));

        Map<CommandId, Verdict> found = ledger().find(Set.of(command("c2"), command("c3"), command("c4")));

        assertThat(found).containsOnly(
                Map.entry(command("c2"), new Verdict(hash("c2"), new Outcome.Rejected(RefusalCode.VERSION_MISMATCH))),
                Map.entry(command("c3"), new Verdict(hash("c3"), new Outcome.Applied(2))));
    }

    @Test
    void recordsAnEntryOnceHoweverOftenItIsTried() {
        Entry entry = new Entry(UUID.randomUUID(), List.of(recorded("c1", new Outcome.Applied(1))));

        ledger().record(entry);
        ledger().record(entry);

        assertThat(ledger().find(Set.of(command("c1")))).hasSize(1);
    }

    @Test
    void doesNotTakeTheRecordOfADeadLetterForADecision() {
        ledger().record(new Entry(UUID.randomUUID(), List.of(recorded("c1", Ledger.DEAD_LETTERED),
                recorded("c2", new Outcome.Applied(7)), recorded("c3", Ledger.DEAD_LETTERED))));
        ledger().record(new Entry(UUID.randomUUID(),
                List.of(recorded("c1", new Outcome.Applied(1)), recorded("c2", Ledger.DEAD_LETTERED))));

        assertThat(ledger().find(Set.of(command("c1"), command("c2"), command("c3")))).containsOnly(
                Map.entry(command("c1"), new Verdict(hash("c1"), new Outcome.Applied(1))),
                Map.entry(command("c2"), new Verdict(hash("c2"), new Outcome.Applied(7))));
    }

    private static RecordedCommand recorded(String command, Outcome outcome) {
        return new RecordedCommand(header(command, "A"), CommandKind.PATCH, outcome);
    }

    private static StoredOrder live(String name, long version, Map<CommandId, Verdict> chain) {
        Order placed = Order.placed(order(name), content("note"), NOON, ANN.user());
        Order order = new Order(placed.id(), placed.customerId(), placed.currency(), placed.items(), placed.total(),
                placed.note(), placed.status(), version, NOON, NOON.plusSeconds(version), placed.createdBy());
        return new StoredOrder(placed.id(), new OrderState.Live(order), UUID.randomUUID(), chain);
    }
}
