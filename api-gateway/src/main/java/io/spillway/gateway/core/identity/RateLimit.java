package io.spillway.gateway.core.identity;

import java.time.Duration;

import io.spillway.contract.order.UserId;

/** How much one user may ask for. Thread-safe. */
@FunctionalInterface
public interface RateLimit {

    /** Takes one request out of the user's quota. */
    Quota take(UserId user);

    /** What is left of a user's quota. */
    sealed interface Quota {

        /** Nobody counts. */
        record Unlimited() implements Quota {}

        /**
         * @param granted   whether the request may go on
         * @param limit     how many there are in a window
         * @param window    in which as many come back
         * @param remaining how many are left
         * @param retryAfter until there is one again, when it was not granted; else until all are back
         */
        record Counted(boolean granted, long limit, Duration window, long remaining, Duration retryAfter)
                implements
                    Quota {}
    }
}
