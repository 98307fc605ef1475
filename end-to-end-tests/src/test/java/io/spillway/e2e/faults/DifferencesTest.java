package io.spillway.e2e.faults;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

import io.spillway.contract.command.CommandId;
import io.spillway.contract.order.OrderId;
import io.spillway.contract.outcome.Outcome;
import io.spillway.contract.outcome.RefusalCode;
import io.spillway.e2e.faults.StoredData.Recorded;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The comparison sees each kind of mistake, in data that had none. */
class DifferencesTest {

    private final Traffic traffic = new Traffic(ThreadLocalRandom.current().nextLong());
    private final List<Recorded> ledger = new ArrayList<>();
    private final Map<OrderId, StoredOrder> orders = new HashMap<>();

    @BeforeEach
    void doEverythingRight() {
        for (int i = 0; i < 50; i++) {
            traffic.burst(40);
        }
        traffic.sent().forEach(sent -> ledger.add(new Recorded(sent.header().id(), sent.header().orderId(),
                sent.kind().label(), sent.header().actor().user().value(), sent.header().payloadHash(),
                sent.outcome())));
        traffic.orders().forEach(order -> orders.put(order.id(), order.stored()));
    }

    @Test
    void findsNothingWhereThereIsNothing() {
        assertThat(compare().isEmpty()).isTrue();
    }

    @Test
    void theTrafficHasEveryOutcomeThatAnOrderCanHave() {
        assertThat(ledger.stream().map(Recorded::outcome).filter(Outcome.Rejected.class::isInstance)
                .map(outcome -> ((Outcome.Rejected) outcome).code()).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(RefusalCode.ORDER_NOT_FOUND, RefusalCode.VERSION_MISMATCH,
                        RefusalCode.ORDER_ALREADY_EXISTS, RefusalCode.ORDER_ID_RETIRED,
                        RefusalCode.ILLEGAL_STATUS_TRANSITION, RefusalCode.ORDER_NOT_EDITABLE);
    }

    @Test
    void theSameSeedGivesTheSameCommands() {
        Traffic one = new Traffic(7);
        Traffic other = new Traffic(7);

        assertThat(one.burst(100)).extracting(each -> each.command().id())
                .isEqualTo(other.burst(100).stream().map(each -> each.command().id()).toList());
    }

    @Test
    void seesACommandThatWasLost() {
        ledger.remove(any());

        assertThat(compare().lost()).hasSize(1);
    }

    @Test
    void seesACommandWithTwoVersions() {
        Recorded command = anyApplied();
        ledger.add(withVersion(command, version(command) + 1));

        assertThat(compare().appliedTwice()).hasSize(1);
    }

    @Test
    void allowsABatchThatWasRecordedTwice() {
        ledger.addAll(List.copyOf(ledger));

        assertThat(compare().isEmpty()).isTrue();
    }

    @Test
    void seesAVersionThatNoCommandHas() {
        OrderId order = anyApplied().order();
        StoredOrder stored = orders.get(order);
        orders.put(order, new StoredOrder(stored.owner(), stored.version() + 1, stored.createdAt(), stored.changedAt(),
                stored.deleted(), stored.status(), stored.customer(), stored.currency(), stored.note(), stored.items(),
                stored.total()));

        assertThat(compare().appliedTwice()).hasSize(1);
        assertThat(compare().wrong()).hasSize(1);
    }

    @Test
    void seesTwoCommandsThatWereAppliedInTheWrongOrder() {
        Recorded second = ledger.stream()
                .filter(each -> each.outcome() instanceof Outcome.Applied applied && applied.version() == 2)
                .findAny().orElseThrow();
        Recorded first = ledger.stream().filter(each -> each.order().equals(second.order())
                && each.outcome().equals(new Outcome.Applied(1))).findAny().orElseThrow();
        ledger.set(ledger.indexOf(first), withVersion(first, 2));
        ledger.set(ledger.indexOf(second), withVersion(second, 1));

        assertThat(compare().outOfOrder()).hasSize(1);
        assertThat(compare().wrong()).hasSize(2);
    }

    @Test
    void seesAnotherOutcome() {
        int at = any();
        Recorded right = ledger.get(at);
        ledger.set(at, with(right, new Outcome.Rejected(RefusalCode.INVALID_ORDER)));

        assertThat(compare().wrong()).hasSize(1);
    }

    @Test
    void seesAnOrderThatIsGoneAndOneThatNobodyCreated() {
        OrderId gone = anyApplied().order();
        orders.put(new OrderId(new UUID(1, 1)), orders.remove(gone));

        assertThat(compare().wrong()).hasSize(2);
    }

    @Test
    void seesAnOutcomeOfSomethingThatNobodySent() {
        Recorded some = ledger.getFirst();
        ledger.add(new Recorded(new CommandId(new UUID(1, 1)), some.order(), some.kind(), some.actor(),
                some.hash(), new Outcome.Rejected(RefusalCode.ORDER_NOT_FOUND)));

        assertThat(compare().wrong()).hasSize(1);
    }

    private Differences compare() {
        List<List<Recorded>> batches = new ArrayList<>();
        for (int i = 0; i < ledger.size(); i += 100) {
            batches.add(ledger.subList(i, Math.min(ledger.size(), i + 100)));
        }
        return Differences.between(traffic.sent(), traffic.orders(), batches, orders);
    }

    private int any() {
        return new Random().nextInt(ledger.size());
    }

    private Recorded anyApplied() {
        return ledger.stream().filter(each -> each.outcome() instanceof Outcome.Applied).findAny().orElseThrow();
    }

    private static long version(Recorded command) {
        return ((Outcome.Applied) command.outcome()).version();
    }

    private static Recorded withVersion(Recorded command, long version) {
        return with(command, new Outcome.Applied(version));
    }

    private static Recorded with(Recorded command, Outcome outcome) {
        return new Recorded(command.id(), command.order(), command.kind(), command.actor(), command.hash(), outcome);
    }
}
