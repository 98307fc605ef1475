package io.spillway.e2e;

import java.util.UUID;

/**
 * A write that somebody tried, and what the answer promised.
 *
 * @param create whether it creates the order, under an id that nobody else uses; else it changes one
 * @param begun  {@link System#nanoTime} before it was sent
 * @param reason why it was refused, in the gateway's words; empty when it was not
 */
record Attempt(UUID order, boolean create, long begun, Promise promise, int retryAfter, String reason) {

    /** What the caller may rely on. */
    enum Promise {
        /** 202: it is applied once. */
        ACCEPTED,
        /** 503 {@code not-accepted}: it never is. */
        NOT_ACCEPTED,
        /** 503 {@code acceptance-unknown}: once or never. */
        UNKNOWN,
        /** Nobody listened: never. */
        UNREACHED,
        /** The connection ended before the answer: once or never. */
        UNANSWERED;

        boolean mayBeApplied() {
            return this == UNKNOWN || this == UNANSWERED;
        }
    }
}
