package io.spillway.writer.core;

/** The orders asked for take more memory together than there is for one batch. Never thrown for a single order. */
public final class LoadTooLargeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LoadTooLargeException(int orders, long bytes) {
        super("%d orders together are larger than %d bytes".formatted(orders, bytes));
    }
}
