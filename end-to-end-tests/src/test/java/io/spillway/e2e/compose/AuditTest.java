package io.spillway.e2e.compose;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;

import io.spillway.contract.outcome.RefusalCode;
import io.spillway.e2e.Api;
import io.spillway.e2e.compose.OrderHistory.Entry;
import io.spillway.e2e.compose.Told.Promise;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The audit sees each kind of mistake, in findings that had none. */
class AuditTest {

    private static final Api NOBODY = new Api(1);

    private final Random random = new Random();
    private final List<OrderHistory> histories = new ArrayList<>();
    private final Map<String, Audit.Outcome> outcomes = new HashMap<>();
    private final Map<UUID, OrderState> visible = new HashMap<>();

    @BeforeEach
    void doEverythingRight() {
        for (int i = 0; i < 40; i++) {
            UUID id = UUID.randomUUID();
            OrderHistory history = new OrderHistory(NOBODY, id);
            history.add(Change.createAs(id), accepted());
            for (int change = 0; change < 20 && history.isOpen(); change++) {
                history.add(Change.any(id, history.now(), random), accepted());
            }
            histories.add(history);
        }
        histories.forEach(this::find);
    }

    private void find(OrderHistory history) {
        history.entries().forEach(entry -> outcomes.put(entry.operation(), outcome(entry)));
        if (history.now().visible()) {
            visible.put(Objects.requireNonNull(history.id()), history.now());
        }
    }

    private static Audit.Outcome outcome(Entry entry) {
        RefusalCode refusal = entry.change().refusal();
        return refusal == null
                ? new Audit.Outcome("Succeeded", "", entry.change().after().version())
                : new Audit.Outcome("Failed", refusal.code(), 0);
    }

    private static Told accepted() {
        return new Told(Promise.ACCEPTED, "/v1/operations/" + UUID.randomUUID(), "", false);
    }

    private static Told told(Promise promise) {
        return new Told(promise, "", "", false);
    }

    private Audit audit() {
        return Audit.of(histories, outcomes, visible);
    }

    @Test
    void findsNothingWhereThereIsNothing() {
        assertThat(audit().isClean()).as(audit().toString()).isTrue();
    }

    @Test
    void seesAnAcceptedChangeWithoutAnOutcome() {
        String operation = anyApplied().operation();
        outcomes.put(operation, new Audit.Outcome("NotStarted", "", 0));
        assertThat(audit().lost()).hasSize(1);

        outcomes.remove(operation);
        assertThat(audit().lost()).hasSize(1);
    }

    @Test
    void seesAnOutcomeWithoutAnEffect() {
        OrderHistory order = anyOpen();
        visible.put(id(order), new OrderState(order.now().version() - 1, true, "PLACED", null));
        assertThat(audit().lost()).hasSize(1);

        visible.remove(id(order));
        assertThat(audit().lost()).hasSize(1);
    }

    @Test
    void seesWhatWasAppliedTwice() {
        OrderHistory order = anyOpen();
        OrderState now = order.now();
        visible.put(id(order), now.noted(String.valueOf(now.note())));
        assertThat(audit().twice()).hasSize(1);

        Entry entry = anyApplied();
        outcomes.put(entry.operation(), new Audit.Outcome("Succeeded", "", entry.change().after().version() + 1));
        assertThat(audit().twice()).hasSize(2);
    }

    @Test
    void seesACreateThatBecameTwoOrders() {
        visible.put(UUID.randomUUID(), OrderState.NONE.created());

        assertThat(audit().twice()).hasSize(1);
    }

    @Test
    void seesAnotherOutcomeAndAnotherContent() {
        Entry applied = anyApplied();
        outcomes.put(applied.operation(), new Audit.Outcome("Failed", "order-not-found", 0));
        assertThat(audit().wrong()).hasSize(1);

        OrderHistory order = anyOpen();
        visible.put(id(order), new OrderState(order.now().version(), true, order.now().status(), "another note"));
        assertThat(audit().wrong()).hasSize(2);
    }

    @Test
    void whatWasRefusedNeverHappensAndWhatIsUnknownOnceOrNever() {
        UUID id = UUID.randomUUID();
        OrderHistory refused = new OrderHistory(NOBODY, id);
        refused.add(Change.createAs(id), told(Promise.REFUSED));
        histories.add(refused);
        UUID other = UUID.randomUUID();
        OrderHistory unknown = new OrderHistory(NOBODY, other);
        unknown.add(Change.createAs(other), told(Promise.UNKNOWN));
        histories.add(unknown);
        assertThat(audit().isClean()).isTrue();
        assertThat(audit().unknown()).isZero();

        visible.put(other, OrderState.NONE.created());
        assertThat(audit().isClean()).isTrue();
        assertThat(audit().unknown()).isEqualTo(1);

        visible.put(other, OrderState.NONE.created().in("PLACED"));
        assertThat(audit().twice()).hasSize(1);

        visible.put(id, OrderState.NONE.created());
        assertThat(audit().wrong()).hasSize(1);
    }

    private Entry anyApplied() {
        return histories.stream().flatMap(history -> history.entries().stream())
                .filter(entry -> entry.change().refusal() == null).skip(random.nextInt(40)).findFirst().orElseThrow();
    }

    private OrderHistory anyOpen() {
        return histories.stream().filter(OrderHistory::isOpen).findFirst().orElseThrow();
    }

    private static UUID id(OrderHistory history) {
        return Objects.requireNonNull(history.id());
    }
}
