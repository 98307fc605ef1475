package io.spillway.writer.metrics;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.spillway.contract.command.Command;
import io.spillway.contract.order.OrderId;
import io.spillway.contract.outcome.Outcome;
import io.spillway.contract.outcome.RefusalCode;
import io.spillway.writer.core.BatchResult;
import io.spillway.writer.core.Delivery;
import io.spillway.writer.core.OrderStore;
import io.spillway.writer.core.StoreUnavailableException;
import io.spillway.writer.core.StoredOrder;
import org.junit.jupiter.api.Test;

import static io.spillway.writer.core.CommandFixtures.NOON;
import static io.spillway.writer.core.CommandFixtures.create;
import static io.spillway.writer.core.CommandFixtures.note;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BatchMetricsTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final BatchMetrics metrics = new BatchMetrics(registry,
            Clock.fixed(NOON.plusSeconds(3), ZoneOffset.UTC));

    @Test
    void tellsHowLargeABatchWasAndWhatCombiningSaved() {
        metrics.onBatch(new BatchResult(List.of(applied(create("c1", "A")), applied(note("c2", "A")),
                applied(note("c3", "A")), refused(create("c4", "B"))), 2, 2, 1, 3));

        assertThat(registry.get("spillway.writer.batch.size").summary().totalAmount()).isEqualTo(4);
        assertThat(registry.get("spillway.writer.combining").summary().mean()).isEqualTo(2);
        assertThat(registry.get("spillway.writer.applied").counter().count()).isEqualTo(3);
        assertThat(registry.get("spillway.writer.order.writes").counter().count()).isEqualTo(2);
        assertThat(registry.get("spillway.writer.store.calls").counter().count()).isEqualTo(2);
        assertThat(registry.get("spillway.writer.refused").tag("code", "order-already-exists").counter().count())
                .isEqualTo(1);
        assertThat(registry.get("spillway.writer.cache").tag("result", "hit").counter().count()).isEqualTo(1);
        assertThat(registry.get("spillway.writer.cache").tag("result", "miss").counter().count()).isEqualTo(3);
    }

    @Test
    void tellsTheAgeOfTheOldestCommandOfABatch() {
        metrics.onBatch(new BatchResult(List.of(applied(create("c1", "A"))), 1, 2, 0, 0));

        assertThat(registry.get("spillway.writer.age").timer().max(TimeUnit.SECONDS)).isEqualTo(3);
    }

    @Test
    void countsNoCombiningWhereNothingWasWritten() {
        metrics.onBatch(new BatchResult(List.of(refused(create("c1", "A"))), 0, 1, 0, 1));

        assertThat(registry.get("spillway.writer.combining").summary().count()).isZero();
    }

    @Test
    void tellsDecodeTimeAndDeadLettersByReason() {
        metrics.onDecoded(10, Duration.ofMillis(2));
        metrics.onDeadLetter("malformed-body");

        assertThat(registry.get("spillway.writer.decode.time").timer().totalTime(TimeUnit.MILLISECONDS)).isEqualTo(2);
        assertThat(registry.get("spillway.writer.dead.letters").tag("reason", "malformed-body").counter().count())
                .isEqualTo(1);
    }

    @Test
    void timesCallsToTheStoreAndCountsThoseThatMustBeMadeAgain() {
        OrderStore store = new StoreMetrics.TimedOrderStore(new AwayOnce(), registry);

        assertThatThrownBy(() -> store.load(Set.of())).isInstanceOf(StoreUnavailableException.class);
        store.load(Set.of());
        store.write(List.of());

        assertThat(registry.get("spillway.writer.store.time").tag("call", "load").timer().count()).isEqualTo(2);
        assertThat(registry.get("spillway.writer.store.time").tag("call", "write").timer().count()).isEqualTo(1);
        assertThat(registry.get("spillway.writer.store.retries").tag("call", "load").counter().count()).isEqualTo(1);
        assertThat(registry.get("spillway.writer.order.conflicts").counter().count()).isEqualTo(2);
    }

    private static BatchResult.Answer applied(Command command) {
        return new BatchResult.Answer(new Delivery(command, false), new Outcome.Applied(1), null);
    }

    private static BatchResult.Answer refused(Command command) {
        return new BatchResult.Answer(new Delivery(command, false),
                new Outcome.Rejected(RefusalCode.ORDER_ALREADY_EXISTS), null);
    }

    /** Gives no answer to its first load, and cannot say what became of writes. */
    private static final class AwayOnce implements OrderStore {

        private boolean back;

        @Override
        public Map<OrderId, StoredOrder> load(Set<OrderId> ids) {
            if (!back) {
                back = true;
                throw new StoreUnavailableException(new IllegalStateException("away"));
            }
            return Map.of();
        }

        @Override
        public List<WriteResult> write(List<OrderWrite> writes) {
            return List.of(WriteResult.WRITTEN, WriteResult.CONFLICT, WriteResult.UNKNOWN, WriteResult.REFUSED);
        }
    }
}
