package io.spillway.gateway.core;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

import io.spillway.contract.command.CommandId;
import io.spillway.gateway.core.CommandRecords.Lookup;

/**
 * Asks for a command's record until there is one or the caller's patience ends: soon again at first, then more and more
 * seldom, and the more seldom the more callers wait, so that all of them together ask no more often than agreed.
 * Thread-safe.
 */
public final class AwaitRecord {

    static final Duration FIRST_PAUSE = Duration.ofMillis(25);
    static final Duration LONGEST_PAUSE = Duration.ofMillis(500);
    /** Even the last look, when the time is up, gets a chance. */
    private static final Duration SHORTEST_LOOK = Duration.ofMillis(250);

    private final CommandRecords records;
    private final Pauses pauses;
    private final Duration share;
    private final AtomicInteger waiting = new AtomicInteger();

    /** @param perSecond how often all who wait here may ask together, on the average, besides once as they come */
    public AwaitRecord(CommandRecords records, Pauses pauses, int perSecond) {
        this.records = records;
        this.pauses = pauses;
        this.share = Duration.ofSeconds(1).dividedBy(perSecond);
    }

    /** The record, or what was learnt last when it did not come in time, or when this gateway stops meanwhile. */
    public Lookup await(CommandId command, TraceContext trace, Duration patience) {
        long deadline = pauses.nanoTime() + patience.toNanos();
        waiting.incrementAndGet();
        try {
            Lookup learnt = new Lookup.Unavailable();
            Duration pause = FIRST_PAUSE;
            while (true) {
                Duration left = Duration.ofNanos(deadline - pauses.nanoTime());
                Lookup lookup = records.find(command, trace, longer(left, SHORTEST_LOOK));
                if (!(lookup instanceof Lookup.Unavailable)) {
                    learnt = lookup;
                }
                left = Duration.ofNanos(deadline - pauses.nanoTime());
                if (learnt instanceof Lookup.Found || !left.isPositive()
                        || !pauses.pause(shorter(left, fair(pause)))) {
                    return learnt;
                }
                pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
            }
        } finally {
            waiting.decrementAndGet();
        }
    }

    /** At least what this caller's share demands, and never quite the same: those who came together part. */
    private Duration fair(Duration pause) {
        Duration fair = longer(pause, share.multipliedBy(waiting.get()));
        return Duration.ofNanos((long) (fair.toNanos() * ThreadLocalRandom.current().nextDouble(0.75, 1.25)));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
