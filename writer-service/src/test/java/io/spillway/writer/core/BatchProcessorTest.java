package io.spillway.writer.core;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.spillway.contract.command.Command;
import io.spillway.contract.command.CommandHeader;
import io.spillway.contract.command.DeleteOrder;
import io.spillway.contract.order.Order;
import io.spillway.contract.order.OrderStatus;
import io.spillway.contract.outcome.Outcome;
import io.spillway.contract.outcome.RefusalCode;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.spillway.writer.core.CommandFixtures.again;
import static io.spillway.writer.core.CommandFixtures.command;
import static io.spillway.writer.core.CommandFixtures.create;
import static io.spillway.writer.core.CommandFixtures.delete;
import static io.spillway.writer.core.CommandFixtures.fresh;
import static io.spillway.writer.core.CommandFixtures.hash;
import static io.spillway.writer.core.CommandFixtures.note;
import static io.spillway.writer.core.CommandFixtures.order;
import static io.spillway.writer.core.CommandFixtures.replace;
import static io.spillway.writer.core.CommandFixtures.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BatchProcessorTest {

    private final InMemoryStore store = new InMemoryStore();
    private final List<Integer> pauses = new ArrayList<>();
    private BatchProcessor writer = newWriter();

    private BatchProcessor newWriter() {
        return new BatchProcessor(store, store, new LaneCache(1_000_000), UUID::randomUUID);
    }

    private List<Outcome> process(List<Delivery> batch) {
        return writer.process(batch, (attempt, cause) -> pauses.add(attempt)).answers().stream()
                .map(BatchResult.Answer::outcome).toList();
    }

    @Nested
    class Combining {

        @Test
        void writesAnOrderOnceHoweverManyCommandsABatchHoldsForIt() {
            List<Outcome> outcomes = process(fresh(create("c1", "A"), note("c2", "A"), create("c3", "B"),
                    replace("c4", "A"), delete("c5", "B")));

            assertThat(store.calls).containsExactly("write 2", "record 5");
            assertThat(outcomes).containsExactly(applied(1), applied(2), applied(1), applied(3), applied(2));
            assertThat(store.orders.get(order("A")).version()).isEqualTo(3);
            assertThat(store.orders.get(order("B")).state()).isInstanceOf(OrderState.Deleted.class);
        }

        @Test
        void givesEveryCommandItsOwnOutcome() {
            List<Outcome> outcomes = process(fresh(create("c1", "A"), create("c2", "A"),
                    status("c3", "A", OrderStatus.SHIPPED), status("c4", "A", OrderStatus.PAID), replace("c5", "A")));

            assertThat(outcomes).containsExactly(applied(1), refused(RefusalCode.ORDER_ALREADY_EXISTS),
                    refused(RefusalCode.ILLEGAL_STATUS_TRANSITION), applied(2),
                    refused(RefusalCode.ORDER_NOT_EDITABLE));
            assertThat(store.ledger).hasSize(5);
        }

        @Test
        void loadsNothingForCreatesNorForOrdersItWroteBefore() {
            process(fresh(create("c1", "A")));
            store.forgetCalls();

            process(fresh(note("c2", "A"), note("c3", "A")));

            assertThat(store.calls).containsExactly("write 1", "record 2");
        }
    }

    @Nested
    class Redelivery {

        @Test
        void reportsTheFirstOutcomeAgainWhenABatchIsRedelivered() {
            Command[] batch = {create("c1", "A"), note("c2", "A"), create("c3", "A")};
            List<Outcome> first = process(fresh(batch));
            writer = newWriter();

            List<Outcome> second = process(again(batch));

            assertThat(second).isEqualTo(first);
            assertThat(store.orders.get(order("A")).version()).isEqualTo(2);
        }

        @Test
        void appliesNothingTwiceWhereverTheWriterWasKilledAndHoweverTheBatchIsCutThen() {
            Command[] all = {create("c1", "A"), note("c2", "A"), create("c3", "B"), note("c4", "A"), delete("c5", "B")};
            for (int killedAt = 0; killedAt < 4; killedAt++) {
                for (int cut = 1; cut < all.length; cut++) {
                    store.orders.clear();
                    store.ledger.clear();
                    store.forgetCalls();
                    writer = newWriter();
                    int call = killedAt / 2;
                    (killedAt % 2 == 0 ? store.before : store.after).put(call, InMemoryStore.killed());
                    assertThatThrownBy(() -> process(fresh(all))).isInstanceOf(InMemoryStore.Killed.class);
                    store.forgetCalls();
                    writer = newWriter();

                    List<Outcome> outcomes = new ArrayList<>(process(again(all).subList(0, cut)));
                    outcomes.addAll(process(again(all).subList(cut, all.length)));

                    assertThat(outcomes).as("killed at %d, cut at %d", killedAt, cut)
                            .containsExactly(applied(1), applied(2), applied(1), applied(3), applied(2));
                    assertThat(store.orders.get(order("A")).version()).isEqualTo(3);
                    assertThat(store.ledger).hasSize(5);
                }
            }
        }

        @Test
        void givesACopyInTheSameBatchTheFirstOnesAnswer() {
            assertThat(process(fresh(create("c1", "A"), note("c2", "A"), note("c2", "A"))))
                    .containsExactly(applied(1), applied(2), applied(2));
            assertThat(store.orders.get(order("A")).version()).isEqualTo(2);
        }

        @Test
        void refusesTheSameIdWithAnotherPayloadWithoutEffectOrEntry() {
            process(fresh(create("c1", "A"), note("c2", "A")));
            CommandHeader header = note("c2", "A").header();
            Command other = new DeleteOrder(new CommandHeader(header.id(), header.orderId(), header.actor(),
                    header.issuedAt(), hash("another payload"), null));

            assertThat(process(again(other))).containsExactly(refused(RefusalCode.IDEMPOTENCY_KEY_REUSED));

            assertThat(store.orders.get(order("A")).version()).isEqualTo(2);
            assertThat(store.ledger.get(command("c2")).payloadHash()).isEqualTo(hash("c2"));
        }
    }

    @Nested
    class AnotherWriter {

        @Test
        void decidesAgainWhenTheOrderChangedUnderTheCache() {
            process(fresh(create("c1", "A")));
            BatchProcessor other = newWriter();
            other.process(fresh(note("c2", "A")), (attempt, cause) -> pauses.add(attempt));

            assertThat(process(fresh(note("c3", "A")))).containsExactly(applied(3));
        }

        @Test
        void trustsNoRefusalThatRestsOnTheCache() {
            process(fresh(create("c1", "A")));
            BatchProcessor other = newWriter();
            other.process(fresh(status("c2", "A", OrderStatus.PAID)), (attempt, cause) -> pauses.add(attempt));

            assertThat(process(fresh(status("c3", "A", OrderStatus.SHIPPED)))).containsExactly(applied(3));
        }

        @Test
        void loadsAgainWhenTheLedgerAlreadyKnowsACommandOfAnOrderJustLoaded() {
            process(fresh(create("c1", "A"), note("c2", "A")));
            BatchProcessor other = newWriter();
            writer = newWriter();
            store.forgetCalls();
            // Between this writer's load and its question to the ledger, another writer moves the order on.
            store.after.put(0, () -> {
                store.after.clear();
                other.process(fresh(note("c3", "A")), (attempt, cause) -> pauses.add(attempt));
            });

            assertThat(process(again(note("c2", "A"), note("c3", "A"), note("c4", "A"))))
                    .containsExactly(applied(2), applied(3), applied(4));
            assertThat(store.orders.get(order("A")).version()).isEqualTo(4);
        }

        @Test
        void appliesNothingTwiceThatAnotherWriterAppliedWhileThisOneStillHeldIt() {
            process(fresh(create("c1", "A")));
            BatchProcessor other = newWriter();
            writer = newWriter();
            for (String name : List.of("c2", "c3", "c4")) {
                other.process(fresh(note(name, "A")), (attempt, cause) -> pauses.add(attempt));
            }

            // This writer got both before its channel was lost, and still isn't told: nothing marks them as copies.
            assertThat(process(fresh(note("c2", "A")))).containsExactly(applied(2));
            assertThat(process(fresh(note("c3", "A")))).containsExactly(applied(3));

            assertThat(store.orders.get(order("A")).version()).isEqualTo(4);
        }

        @Test
        void loadsWhenACreateFindsItsIdTaken() {
            newWriter().process(fresh(create("c1", "A")), (attempt, cause) -> pauses.add(attempt));

            assertThat(process(fresh(create("c2", "A"), note("c3", "A"))))
                    .containsExactly(refused(RefusalCode.ORDER_ALREADY_EXISTS), applied(2));
        }
    }

    @Nested
    class Outage {

        @Test
        void triesOnUntilTheStoreAnswersAndAppliesOnce() {
            process(fresh(create("c1", "A")));
            store.forgetCalls();
            store.before.put(0, InMemoryStore.unavailable());
            store.after.put(3, InMemoryStore.unavailable());

            assertThat(process(fresh(note("c2", "A"), note("c3", "A")))).containsExactly(applied(2), applied(3));

            assertThat(store.orders.get(order("A")).version()).isEqualTo(3);
            assertThat(pauses).isNotEmpty();
        }

        @Test
        void recognisesItsOwnWriteWhoseAnswerWasLost() {
            process(fresh(create("c1", "A")));
            store.forgetCalls();
            store.after.put(0, InMemoryStore.unavailable());

            assertThat(process(fresh(note("c2", "A")))).containsExactly(applied(2));

            assertThat(store.orders.get(order("A")).version()).isEqualTo(2);
            assertThat(store.calls).containsExactly("write 1", "load", "find", "record 1");
        }

        @Test
        void recordsUntilItIsCertain() {
            store.before.put(1, InMemoryStore.unavailable());
            store.after.put(2, InMemoryStore.unavailable());

            process(fresh(create("c1", "A")));

            assertThat(store.calls).containsExactly("write 1", "record 1", "record 1", "record 1");
            assertThat(store.ledger).containsOnlyKeys(command("c1"));
            assertThat(pauses).containsExactly(1, 2);
        }
    }

    @Nested
    class RefusedByTheStore {

        @Test
        void onlyTheCulpritFails() {
            store.refusedForGood.add(command("c2"));

            List<Outcome> outcomes = process(fresh(create("c1", "A"), note("c2", "A"), note("c3", "A"),
                    create("c4", "B")));

            assertThat(outcomes).containsExactly(applied(1), refused(RefusalCode.INVALID_ORDER), applied(2),
                    applied(1));
            assertThat(store.orders.get(order("A")).version()).isEqualTo(2);
            assertThat(store.ledger).hasSize(4);
        }

        @Test
        void theCulpritFailsAlsoWhereTheStoreDoesNotEvenTakeTheOrderAsItIs() {
            store.refusedForGood.add(command("c2"));
            process(fresh(create("c1", "A")));
            store.refusesItsRefusals = true;

            assertThat(process(fresh(note("c2", "A")))).containsExactly(refused(RefusalCode.INVALID_ORDER));
            assertThat(process(fresh(note("c3", "A")))).containsExactly(applied(2));
        }

        @Test
        void theRefusalIsRepeatedFromTheChainThoughTheStoreWouldTakeItNow() {
            store.refusedForGood.add(command("c2"));
            process(fresh(create("c1", "A")));
            store.forgetCalls();
            store.before.put(2, InMemoryStore.killed());
            assertThatThrownBy(() -> process(fresh(note("c2", "A")))).isInstanceOf(InMemoryStore.Killed.class);
            store.forgetCalls();
            store.refusedForGood.clear();
            writer = newWriter();

            assertThat(process(again(note("c2", "A")))).containsExactly(refused(RefusalCode.INVALID_ORDER));
        }
    }

    @Nested
    class Waiting {

        @Test
        void whoWaitsGetsTheOrderAsTheirCommandLeftIt() {
            List<BatchResult.Answer> answers = answers(List.of(awaited(create("c1", "A")),
                    new Delivery(note("c2", "A"), false), awaited(note("c3", "A")), awaited(delete("c4", "A"))));

            assertThat(answers).extracting(BatchResult.Answer::order).satisfiesExactly(
                    first -> assertThat(first.version()).isEqualTo(1),
                    nobodyWaits -> assertThat(nobodyWaits).isNull(),
                    third -> assertThat(third).extracting(Order::version, Order::note).containsExactly(3L, "c3"),
                    deleted -> assertThat(deleted).isNull());
        }

        /** A caller who repeats a request wants to know what the first one did not ask for. */
        @Test
        void whoWaitsForACopyInTheSameBatchGetsTheOrderToo() {
            List<BatchResult.Answer> answers = answers(List.of(new Delivery(create("c1", "A"), true),
                    new Delivery(create("c1", "A"), true, REPLY_TO), new Delivery(note("c2", "A"), false)));

            assertThat(answers.get(1).outcome()).isEqualTo(applied(1));
            assertThat(answers.get(1).order()).extracting(Order::version).isEqualTo(1L);
        }

        @Test
        void whatACommandLeftIsNotGuessedOnceOthersCameAfterIt() {
            process(fresh(create("c1", "A"), note("c2", "A")));

            List<BatchResult.Answer> answers = answers(List.of(
                    new Delivery(create("c1", "A"), true, REPLY_TO), new Delivery(note("c2", "A"), true, REPLY_TO)));

            assertThat(answers).extracting(BatchResult.Answer::outcome).containsExactly(applied(1), applied(2));
            assertThat(answers.getFirst().order()).isNull();
            assertThat(answers.getLast().order()).extracting(Order::version, Order::note).containsExactly(2L, "c2");
        }

        @Test
        void anOrderThatHasTheIdAndTheVersionOfAnEarlierOneIsNotMistakenForIt() {
            process(fresh(create("c1", "A"), delete("c2", "A")));
            store.orders.clear();
            process(fresh(create("c3", "A")));

            List<BatchResult.Answer> answers = answers(List.of(new Delivery(create("c1", "A"), true, REPLY_TO)));

            assertThat(answers).extracting(BatchResult.Answer::outcome).containsExactly(applied(1));
            assertThat(answers.getFirst().order()).isNull();
        }

        private static final Delivery.ReplyTo REPLY_TO = new Delivery.ReplyTo("gateway", "1");

        private static Delivery awaited(Command command) {
            return new Delivery(command, false, REPLY_TO);
        }

        private List<BatchResult.Answer> answers(List<Delivery> batch) {
            return writer.process(batch, (attempt, cause) -> pauses.add(attempt)).answers();
        }
    }

    @Test
    void anExpiredTombstoneMakesRoomAlsoWhereTheCacheStillHoldsIt() {
        process(fresh(create("c1", "A"), delete("c2", "A")));
        assertThat(process(fresh(create("c3", "A")))).containsExactly(refused(RefusalCode.ORDER_ID_RETIRED));
        store.orders.clear();

        assertThat(process(fresh(create("c4", "A")))).containsExactly(applied(1));
    }

    @Nested
    class LargeOrders {

        /** The second load is a reload after a conflict, when order A is written already. */
        @ParameterizedTest
        @ValueSource(ints = {0, 3})
        void processesABatchInPartsWhenItsOrdersAreTooLargeTogether(int load) {
            process(fresh(create("c1", "A"), create("c2", "B"), create("c3", "C"), create("c4", "D")));
            writer = newWriter();
            store.forgetCalls();
            store.before.put(2, () -> store.orders.computeIfPresent(order("C"),
                    (id, stored) -> new StoredOrder(id, stored.state(), UUID.randomUUID(), stored.chain())));
            store.before.put(load, () -> {
                throw new LoadTooLargeException(4, 100);
            });

            List<Outcome> outcomes = process(fresh(note("c5", "A"), note("c6", "B"), note("c7", "C"), note("c8", "D"),
                    note("c9", "A")));

            assertThat(outcomes).containsExactly(applied(2), applied(2), applied(2), applied(2), applied(3));
            assertThat(store.orders.get(order("A")).version()).isEqualTo(3);
            assertThat(store.ledger).hasSize(9);
            assertThat(store.calls).contains("record 2", "record 3");
        }
    }

    private static Outcome applied(long version) {
        return new Outcome.Applied(version);
    }

    private static Outcome refused(RefusalCode code) {
        return new Outcome.Rejected(code);
    }
}
