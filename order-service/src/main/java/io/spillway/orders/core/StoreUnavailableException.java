package io.spillway.orders.core;

/** The store did not answer in time, or could not be reached. Asking again later may help. */
public final class StoreUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StoreUnavailableException(Throwable cause) {
        super("The store is not available", cause);
    }
}
