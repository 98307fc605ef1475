package io.spillway.writer.core;

import java.util.function.Supplier;

/** How a batch waits while the database is away: it keeps its deliveries and tries again. */
public interface Patience {

    /**
     * Waits before the next attempt.
     *
     * @param attempt counts from 1
     * @param cause   why the last attempt failed
     * @throws BatchAbandonedException when there is no use in trying on: the deliveries went back to the queue, or the
     *                                 writer stops
     */
    void pause(int attempt, StoreUnavailableException cause);

    /** Makes a call again and again until the database answers. */
    default <T> T untilAnswered(Supplier<T> call) {
        for (int attempt = 1;; attempt++) {
            try {
                return call.get();
            } catch (StoreUnavailableException unavailable) {
                pause(attempt, unavailable);
            }
        }
    }

    /** The batch is given up. Whatever of it was written is recognised when it is delivered again. */
    final class BatchAbandonedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public BatchAbandonedException(String message) {
            super(message);
        }
    }
}
