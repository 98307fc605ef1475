package io.spillway.orders.core;

/** A request that is answered only to known callers, and its credentials don't tell whose it is. */
public final class CallerUnknownException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why nobody knows. */
    public enum Reason {
        /** The request brings none. */
        NO_CREDENTIALS,
        /** What it brings cannot be read as credentials. */
        MALFORMED_CREDENTIALS,
        /** The token is not one of ours, not in force, or came without the consumer key that it is bound to. */
        INVALID_TOKEN,
        /** Only the gateway's public keys could tell, and they are not here. Asking again later may help. */
        KEYS_UNAVAILABLE
    }

    private final Reason reason;

    public CallerUnknownException(Reason reason) {
        super("The caller is unknown: " + reason);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
