package io.spillway.orders.mongodb;

import java.util.Set;
import java.util.function.Supplier;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import io.spillway.orders.core.StoreUnavailableException;
import org.jspecify.annotations.Nullable;

/** Tells a store that cannot answer now from one that refuses what we asked, which is a fault of ours. */
final class StoreFaults {

    /**
     * Refusals that mean "not now": the retryable ones of the driver specification "Retryable Reads" as far as the driver
     * leaves them a plain command failure, an unsatisfiable read preference (133), a read concern that is not available
     * yet (134), and time limits (50, 262).
     */
    private static final Set<Integer> PASSING = Set.of(6, 7, 50, 89, 91, 133, 134, 189, 262, 9001, 10107, 11600, 11602,
            13435, 13436);

    private StoreFaults() {}

    /** @throws StoreUnavailableException in the place of whatever {@code read} threw because the store is unavailable */
    static <T> T translated(Supplier<T> read) {
        try {
            return read.get();
        } catch (RuntimeException failure) {
            MongoException cause = mongoCause(failure);
            if (cause != null && isUnavailability(cause)) {
                throw new StoreUnavailableException(cause);
            }
            throw failure;
        }
    }

    static boolean isUnavailability(MongoException cause) {
        // Everything but a command's failure is about reaching a server, or about time.
        return !(cause instanceof MongoCommandException refused) || PASSING.contains(refused.getErrorCode());
    }

    private static @Nullable MongoException mongoCause(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof MongoException mongo) {
                return mongo;
            }
        }
        return null;
    }
}
