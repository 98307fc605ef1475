package io.spillway.writer.core;

import java.util.List;
import java.util.stream.Stream;

import io.spillway.contract.order.Order;
import io.spillway.contract.outcome.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What became of a batch.
 *
 * @param answers     one for each delivery, in order, also for copies
 * @param orderWrites documents written, retries included
 * @param storeCalls  calls that wrote to the database, the ledger's included
 * @param cacheHits   orders that the lane remembered
 * @param cacheMisses orders that had to be loaded because it did not
 */
public record BatchResult(List<Answer> answers, int orderWrites, int storeCalls, int cacheHits,
        int cacheMisses) {

    public BatchResult {
        answers = List.copyOf(answers);
    }

    /** Both as one: {@code next} is of the deliveries after these. */
    BatchResult plus(BatchResult next) {
        return new BatchResult(Stream.concat(answers.stream(), next.answers.stream()).toList(),
                orderWrites + next.orderWrites, storeCalls + next.storeCalls, cacheHits + next.cacheHits,
                cacheMisses + next.cacheMisses);
    }

    /**
     * The outcome that goes with one delivery.
     *
     * @param order what the command left, for those who wait; null when it left nothing, when nobody waits, and when it is
     *              not known any more
     */
    public record Answer(Delivery delivery, Outcome outcome, @Nullable Order order) {}
}
