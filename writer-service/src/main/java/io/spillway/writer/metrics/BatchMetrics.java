package io.spillway.writer.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.spillway.contract.outcome.Outcome;
import io.spillway.writer.core.BatchResult;
import io.spillway.writer.core.WriterListener;
import org.springframework.stereotype.Component;

/** Counts batches, what became of their commands, and what they cost the database. */
@Component
public final class BatchMetrics implements WriterListener {

    private final MeterRegistry registry;
    private final DistributionSummary batchSize;
    private final Counter applied;
    private final Counter orderWrites;
    private final Counter storeCalls;

    public BatchMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.batchSize = DistributionSummary.builder("spillway.writer.batch.size")
                .description("Commands in one batch").baseUnit("commands").register(registry);
        this.applied = Counter.builder("spillway.writer.applied")
                .description("Commands applied").baseUnit("commands").register(registry);
        this.orderWrites = Counter.builder("spillway.writer.order.writes")
                .description("Order documents written").baseUnit("documents").register(registry);
        this.storeCalls = Counter.builder("spillway.writer.store.calls")
                .description("Write calls to the database, the ledger's included").baseUnit("calls").register(registry);
    }

    @Override
    public void onBatch(BatchResult result) {
        batchSize.record(result.answers().size());
        orderWrites.increment(result.orderWrites());
        storeCalls.increment(result.storeCalls());
        for (BatchResult.Answer answer : result.answers()) {
            switch (answer.outcome()) {
                case Outcome.Applied done -> applied.increment();
                case Outcome.Rejected refused -> refusals(refused).increment();
            }
        }
    }

    private Counter refusals(Outcome.Rejected refused) {
        return Counter.builder("spillway.writer.refused").description("Commands refused").baseUnit("commands")
                .tag("code", refused.code().code()).register(registry);
    }
}
