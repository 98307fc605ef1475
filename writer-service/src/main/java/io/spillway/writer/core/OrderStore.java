package io.spillway.writer.core;

import java.util.List;
import java.util.Map;
import java.util.Set;

import io.spillway.contract.order.OrderId;
import org.jspecify.annotations.Nullable;

/** Where the orders are. Lanes use it from several threads at once. */
public interface OrderStore {

    /**
     * Reads from the primary what a majority has; orders that aren't there are missing in the answer.
     *
     * @throws StoreUnavailableException when there is no answer now
     * @throws LoadTooLargeException     when they take too much memory together
     */
    Map<OrderId, StoredOrder> load(Set<OrderId> ids);

    /**
     * Makes all writes, each on its own: one that fails doesn't stop the others.
     *
     * @return for each write, in order, what became of it
     * @throws StoreUnavailableException when it is not known now what became of some of them
     */
    List<WriteResult> write(List<OrderWrite> writes);

    /**
     * One guarded write.
     *
     * @param replaced the document that must still be there, unchanged; null when none may be
     */
    record OrderWrite(@Nullable StoredOrder replaced, StoredOrder next) {}

    /** What became of one write. */
    enum WriteResult {
        /** Done, and a majority has it. */
        WRITTEN,
        /** Not done: the guard did not hold. */
        CONFLICT,
        /** Perhaps done, now or later. */
        UNKNOWN,
        /** Not done, and never will be: the store refuses this document. */
        REFUSED
    }
}
