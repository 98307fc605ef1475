package io.spillway.writer.core;

/** The database gave no usable answer; the same call may succeed later. */
public final class StoreUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StoreUnavailableException(Throwable cause) {
        super(cause);
    }
}
