package io.spillway.gateway.core;

import java.time.Duration;

/** Whether the broker has a command. */
public sealed interface Acceptance {

    /** The broker confirmed it: it will not get lost. */
    record Accepted() implements Acceptance {}

    /**
     * The broker certainly does not have it and nothing will come of it.
     *
     * @param retryAfter when it may be worth another try
     */
    record NotAccepted(Reason reason, Duration retryAfter) implements Acceptance {}

    /**
     * It was sent, and no answer came: it will be applied once or never.
     *
     * @param retryAfter when it may be worth another try, with the same key
     */
    record AcceptanceUnknown(Duration retryAfter) implements Acceptance {

        /** When nothing is known of what is wrong. */
        public AcceptanceUnknown() {
            this(Duration.ofSeconds(1));
        }
    }

    /** Why a command was not accepted. */
    enum Reason {
        /** There is no connection to the broker. */
        UNREACHABLE,
        /** The broker asked publishers to hold back: it is short of memory or disk. */
        BLOCKED,
        /** The broker refused it: the command's queue is full. */
        REFUSED,
        /** The broker has no queue for it. */
        UNROUTABLE,
        /** More commands are on their way already than this gateway takes. */
        BUSY,
        /** This gateway is about to stop. */
        STOPPING
    }
}
