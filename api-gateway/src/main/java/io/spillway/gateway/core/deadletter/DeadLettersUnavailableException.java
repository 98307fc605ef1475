package io.spillway.gateway.core.deadletter;

import org.jspecify.annotations.Nullable;

/** Dead letters cannot be administered now; later they can. */
public final class DeadLettersUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What is in the way. */
    public enum Why {
        /** Somebody reads them, here or at another gateway. */
        BUSY,
        /** The broker cannot be reached, or did not answer in time. */
        UNREACHABLE
    }

    private final Why why;

    public DeadLettersUnavailableException(Why why, String detail, @Nullable Throwable cause) {
        super(detail, cause);
        this.why = why;
    }

    public Why why() {
        return why;
    }
}
