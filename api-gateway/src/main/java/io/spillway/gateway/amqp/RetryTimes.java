package io.spillway.gateway.amqp;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import io.spillway.contract.messaging.Partition;
import io.spillway.contract.messaging.Partitions;
import io.spillway.gateway.core.Acceptance;
import io.spillway.gateway.core.Acceptance.Reason;

/**
 * Says when a refused caller may come again (ADR 18). A full queue's drain rate and the link's next attempt are known; of
 * everything else only how long it has lasted, and half of that again makes nobody later than by half. Never all callers at
 * once, and never later than in a minute. Thread-safe.
 */
final class RetryTimes {

    private static final Duration AT_LEAST = Duration.ofSeconds(1);
    /** With all that is added to it, a minute. */
    private static final Duration AT_MOST = Duration.ofSeconds(40);
    /** Nobody was refused for so long: whatever it was, it may have ended meanwhile. */
    private static final long FORGOTTEN = TimeUnit.SECONDS.toNanos(60);

    /** Refusals without an acceptance between them. */
    private record Trouble(long since, long last) {}

    private final QueueDepths depths;
    private final Supplier<Duration> untilNextAttempt;
    private final LongSupplier nanoTime;
    private final DoubleSupplier random;
    /** One a partition, and behind them the connection's. */
    private final AtomicReferenceArray<Trouble> troubles;
    private final int connection;

    /**
     * @param untilNextAttempt how long nobody will try to reach the broker
     * @param random           from 0 to 1
     */
    RetryTimes(Partitions partitions, QueueDepths depths, Supplier<Duration> untilNextAttempt, LongSupplier nanoTime,
            DoubleSupplier random) {
        this.depths = depths;
        this.untilNextAttempt = untilNextAttempt;
        this.nanoTime = nanoTime;
        this.random = random;
        this.connection = partitions.count();
        this.troubles = new AtomicReferenceArray<>(partitions.count() + 1);
    }

    /** The verdict with the time that its caller is told. */
    Acceptance told(Partition partition, Acceptance verdict) {
        return switch (verdict) {
            case Acceptance.Accepted yes -> {
                accepted(partition);
                yield yes;
            }
            case Acceptance.NotAccepted(Reason reason, Duration usual) -> new Acceptance.NotAccepted(reason,
                    spread(refused(partition, reason, usual)));
            case Acceptance.AcceptanceUnknown(Duration usual) -> new Acceptance.AcceptanceUnknown(
                    spread(lasting(partition.index(), usual)));
        };
    }

    private void accepted(Partition partition) {
        depths.accepted(partition);
        end(partition.index());
        end(connection);
    }

    private void end(int index) {
        if (troubles.get(index) != null) { // a write for each command would cost every core its cache line
            troubles.set(index, null);
        }
    }

    private Duration refused(Partition partition, Reason reason, Duration usual) {
        return switch (reason) {
            case REFUSED -> {
                depths.refused(partition);
                Duration unmeasured = lasting(partition.index(), usual);
                yield depths.untilRoom(partition).orElse(unmeasured);
            }
            case UNREACHABLE -> longer(lasting(connection, usual), untilNextAttempt.get());
            case BLOCKED -> lasting(connection, usual);
            case UNROUTABLE, BUSY -> lasting(partition.index(), usual);
            case STOPPING -> usual;
        };
    }

    /** Half of the time that it has lasted, and at least what is usual. */
    private Duration lasting(int index, Duration usual) {
        long now = nanoTime.getAsLong();
        Trouble known = troubles.get(index);
        Trouble trouble = known == null || now - known.last() > FORGOTTEN
                ? new Trouble(now, now)
                : new Trouble(known.since(), now);
        troubles.set(index, trouble);
        return longer(usual, Duration.ofNanos((now - trouble.since()) / 2));
    }

    /** In whole seconds: up to half of it longer, and at least up to one second. */
    private Duration spread(Duration time) {
        Duration base = longer(AT_LEAST, time.compareTo(AT_MOST) < 0 ? time : AT_MOST);
        double more = Math.max(1, base.toMillis() / 2_000.0) * random.getAsDouble();
        return Duration.ofSeconds(Math.round(base.toMillis() / 1_000.0 + more));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
