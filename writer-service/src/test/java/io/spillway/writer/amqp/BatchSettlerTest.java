package io.spillway.writer.amqp;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import io.spillway.contract.command.Command;
import io.spillway.contract.order.OrderId;
import io.spillway.contract.outcome.Outcome;
import io.spillway.writer.core.InMemoryStore;
import io.spillway.writer.core.OrderStore;
import io.spillway.writer.core.Patience;
import io.spillway.writer.core.Patience.BatchAbandonedException;
import io.spillway.writer.core.StoreUnavailableException;
import io.spillway.writer.core.StoredOrder;
import io.spillway.writer.core.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.spillway.writer.core.CommandFixtures.command;
import static io.spillway.writer.core.CommandFixtures.create;
import static io.spillway.writer.core.CommandFixtures.hash;
import static io.spillway.writer.core.CommandFixtures.note;
import static io.spillway.writer.core.CommandFixtures.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BatchSettlerTest {

    private static final Patience GIVES_UP = (attempt, cause) -> {
        throw new BatchAbandonedException("the channel was lost");
    };

    private final FailingStore store = new FailingStore();

    @ParameterizedTest(name = "dies: {0}, the broker counts: {1}")
    @CsvSource({"false, true, 6", "false, false, 6", "true, true, 8"})
    void findsTheMessageThatWritersFailOnAndWritesItsNeighboursOnce(boolean dies, boolean counting, int channels)
            throws Exception {
        DeliveriesInVain lane = new DeliveriesInVain(store, counting);
        // More than are tried together, on both sides.
        IntStream.range(0, 100).forEach(i -> lane.waiting(0, create("before" + i, "A" + i)));
        lane.waiting(0, create("culprit", "K"));
        IntStream.range(0, 100).forEach(i -> lane.waiting(0, note("behind" + i, "A" + i)));
        store.fatal.add(order("K"));

        int opened = 0;
        for (; !lane.isDrained() && opened < 50; opened++) {
            try {
                lane.openChannel(GIVES_UP);
            } catch (IllegalStateException unexpected) {
                if (dies) {
                    lane.anotherProcess();
                }
            }
        }

        assertThat(opened).isEqualTo(channels);
        assertThat(lane.dead).singleElement().satisfies(poison -> {
            assertThat(poison.reason()).isEqualTo(DeadLetterReason.REPEATED_FAILURE);
            assertThat(poison.message().body()).isEqualTo(Messages.body(create("culprit", "K")));
        });
        assertThat(lane.ledger.deadLettered()).containsExactly(command("culprit"));
        Set<OrderId> neighbours = new HashSet<>();
        IntStream.range(0, 100).forEach(i -> neighbours.add(order("A" + i)));
        assertThat(store.load(neighbours)).hasSize(100).allSatisfy(
                (id, stored) -> assertThat(stored.version()).isEqualTo(2));
        assertThat(lane.notes.isEmpty()).as("nobody is suspected any more").isTrue();
    }

    @Test
    void anOutageConvictsNobodyHoweverOftenTheLaneLosesItsChannel() throws Exception {
        DeliveriesInVain lane = suspectsThatGoAlone();
        store.away = true;
        lane.notes.withdrawalsFail = true;

        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> lane.openChannel(GIVES_UP)).isInstanceOf(BatchAbandonedException.class);
        }
        store.away = false;
        lane.openChannel(GIVES_UP);

        assertThat(lane.isDrained()).isTrue();
        assertThat(lane.dead).isEmpty();
    }

    @Test
    void anOutageConvictsNobodyHoweverOftenAnotherProcessTakesOver() throws Exception {
        DeliveriesInVain lane = suspectsThatGoAlone();
        store.away = true;

        for (int i = 0; i < 10; i++) {
            lane.anotherProcess();
            assertThatThrownBy(() -> lane.openChannel(GIVES_UP)).isInstanceOf(BatchAbandonedException.class);
        }
        store.away = false;
        lane.openChannel(GIVES_UP);

        assertThat(lane.isDrained()).isTrue();
        assertThat(lane.dead).isEmpty();
    }

    private DeliveriesInVain suspectsThatGoAlone() {
        DeliveriesInVain lane = new DeliveriesInVain(store, true);
        Command[] commands = {create("c1", "A"), create("c2", "B")};
        lane.waiting(5, commands);
        for (Command command : commands) {
            lane.notes.noteTogether(List.of(Messages.delivered(1, command).fingerprint()));
        }
        return lane;
    }

    @Test
    void putsACulpritAsideWithoutLookingIntoItAgainWhenThatDidNotEndWell() throws Exception {
        DeliveriesInVain lane = new DeliveriesInVain(store, true);
        lane.waiting(9, create("culprit", "K"));
        store.fatal.add(order("K"));
        lane.takesDeadLetters = false;
        for (int i = 0; i < 5; i++) {
            lane.anotherProcess();
            assertThatThrownBy(() -> lane.openChannel(GIVES_UP)).isInstanceOfAny(IllegalStateException.class,
                    IOException.class);
        }
        lane.takesDeadLetters = true;
        lane.anotherProcess();
        lane.openChannel(GIVES_UP);

        assertThat(lane.isDrained()).isTrue();
        assertThat(lane.dead).hasSize(1);
        assertThat(lane.ledger.deadLettered()).isEmpty();
    }

    @Test
    void recordsTheRealOutcomeOfACulpritThatWasAppliedBeforeItsWriterFailed() throws Exception {
        DeliveriesInVain lane = new DeliveriesInVain(store, true);
        lane.waiting(9, create("culprit", "K"));
        lane.fatalToRecord.add(command("culprit"));
        while (!lane.isDrained()) {
            try {
                lane.openChannel(GIVES_UP);
            } catch (IllegalStateException unexpected) {
                lane.anotherProcess();
            }
        }

        assertThat(lane.dead).hasSize(1);
        assertThat(lane.ledger.deadLettered()).isEmpty();
        assertThat(lane.ledger.find(Set.of(command("culprit")))).containsEntry(command("culprit"),
                new Verdict(hash("culprit"), new Outcome.Applied(1)));
    }

    @Test
    void writesTheNeighboursOfPoisonAlsoWhileNobodyTakesDeadLetters() {
        DeliveriesInVain lane = new DeliveriesInVain(store, true);
        lane.takesDeadLetters = false;
        lane.waiting(0, create("c1", "A"));
        lane.waitingPoison();
        lane.waiting(0, create("c2", "B"));

        assertThatThrownBy(() -> lane.openChannel(GIVES_UP)).isInstanceOf(IOException.class);

        assertThat(store.load(Set.of(order("A"), order("B")))).hasSize(2);
        assertThat(lane.isDrained()).isFalse();
    }

    /** Fails on some orders in a way that nobody expects, or gives no answer at all. */
    private static final class FailingStore implements OrderStore {

        private final InMemoryStore orders = new InMemoryStore();
        private final Set<OrderId> fatal = new HashSet<>();
        private boolean away;

        @Override
        public Map<OrderId, StoredOrder> load(Set<OrderId> ids) {
            return orders.load(ids);
        }

        @Override
        public List<WriteResult> write(List<OrderWrite> writes) {
            if (away) {
                throw new StoreUnavailableException(new IOException("away"));
            }
            if (writes.stream().anyMatch(write -> fatal.contains(write.next().id()))) {
                throw new IllegalStateException("the culprit");
            }
            return orders.write(writes);
        }
    }
}
