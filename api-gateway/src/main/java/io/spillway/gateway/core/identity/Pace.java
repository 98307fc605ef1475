package io.spillway.gateway.core.identity;

import java.time.Duration;
import java.util.function.BooleanSupplier;

import io.spillway.contract.order.UserId;
import io.spillway.gateway.core.Pauses;

/** Lets the parts of one long request through no faster than its user's quota allows: the request itself was let in. */
public final class Pace {

    /** So that it is noticed soon when nobody waits any more. */
    private static final Duration LONGEST = Duration.ofMillis(250);

    private final RateLimit limit;
    private final UserId user;
    private final Pauses pauses;

    public Pace(RateLimit limit, UserId user, Pauses pauses) {
        this.limit = limit;
        this.user = user;
        this.pauses = pauses;
    }

    /**
     * Waits until there is quota for one more, and takes it.
     *
     * @param over whether nobody cares any more
     * @return false when that came first
     */
    public boolean next(BooleanSupplier over) {
        Duration wait = untilGranted();
        while (wait.isPositive() && !over.getAsBoolean() && pauses.pause(wait)) {
            wait = untilGranted();
        }
        return !wait.isPositive() && !over.getAsBoolean();
    }

    /** Zero when it was granted. */
    private Duration untilGranted() {
        return switch (limit.take(user)) {
            case RateLimit.Quota.Unlimited nobodyCounts -> Duration.ZERO;
            case RateLimit.Quota.Counted quota -> quota.granted() ? Duration.ZERO : shorter(quota.retryAfter());
        };
    }

    private static Duration shorter(Duration wait) {
        Duration atLeast = wait.isPositive() ? wait : Duration.ofNanos(1);
        return atLeast.compareTo(LONGEST) < 0 ? atLeast : LONGEST;
    }
}
