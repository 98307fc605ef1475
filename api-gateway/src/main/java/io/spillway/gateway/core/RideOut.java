package io.spillway.gateway.core;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Gets the commands of one long request past a short outage of the broker: what was certainly not accepted is tried again,
 * until the outage has lasted as long as the patience. From then on each is tried once, until one is accepted: so an
 * outage costs the request its patience once, and not once for each command. Thread-safe.
 */
public final class RideOut {

    private static final Duration BETWEEN = Duration.ofMillis(200);

    private final Duration patience;
    private final Pauses pauses;
    private final BooleanSupplier over;
    private final AtomicReference<@Nullable Long> since = new AtomicReference<>();

    /** @param over whether nobody cares any more */
    public RideOut(Duration patience, Pauses pauses, BooleanSupplier over) {
        this.patience = patience;
        this.pauses = pauses;
        this.over = over;
    }

    /** @param attempt submits the command, with ids of its own each time unless it has a key */
    public Submission submit(Supplier<Submission> attempt) {
        Submission submission = attempt.get();
        while (isWorthAnother(submission) && pauses.pause(BETWEEN)) {
            submission = attempt.get();
        }
        return submission;
    }

    private boolean isWorthAnother(Submission submission) {
        return switch (submission) {
            case Submission.Sent sent -> isWorthAnother(sent.acceptance());
            case Submission.Repeated repeated -> false;
            case Submission.KeyReused reused -> false;
        };
    }

    private boolean isWorthAnother(Acceptance acceptance) {
        return switch (acceptance) {
            case Acceptance.Accepted accepted -> {
                since.set(null);
                yield false;
            }
            // it may have arrived: a second one could be applied as well
            case Acceptance.AcceptanceUnknown unknown -> false;
            case Acceptance.NotAccepted refused ->
                refused.reason() != Acceptance.Reason.STOPPING && !over.getAsBoolean() && !isTooLong();
        };
    }

    private boolean isTooLong() {
        long now = pauses.nanoTime();
        since.compareAndSet(null, now);
        Long began = since.get();
        return began != null && now - began >= patience.toNanos();
    }
}
