package io.spillway.standalone.samples;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * What the writer has done, by its own meters.
 *
 * @param applied     commands
 * @param refused     commands
 * @param batches     of commands
 * @param orderWrites order documents written; several commands on one order can share one
 * @param storeCalls  write calls to the database, the ledger's included
 */
public record WriterCounts(long applied, long refused, long batches, long orderWrites, long storeCalls) {

    public static WriterCounts of(MeterRegistry registry) {
        return new WriterCounts(
                counter(registry, "spillway.writer.applied"),
                counter(registry, "spillway.writer.refused"),
                registry.find("spillway.writer.batch.size").summaries().stream()
                        .mapToLong(DistributionSummary::count).sum(),
                counter(registry, "spillway.writer.order.writes"),
                counter(registry, "spillway.writer.store.calls"));
    }

    /** The sum over all its tags. */
    private static long counter(MeterRegistry registry, String name) {
        return Math.round(registry.find(name).counters().stream().mapToDouble(Counter::count).sum());
    }

    long decided() {
        return applied + refused;
    }

    WriterCounts since(WriterCounts before) {
        return new WriterCounts(applied - before.applied, refused - before.refused, batches - before.batches,
                orderWrites - before.orderWrites, storeCalls - before.storeCalls);
    }
}
