package io.spillway.writer.metrics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.spillway.contract.outcome.Outcome;
import io.spillway.writer.core.BatchResult;
import io.spillway.writer.core.WriterListener;
import org.springframework.stereotype.Component;

/** Counts batches, what became of their commands, and what they cost. {@code docs/metrics.md} lists the meters. */
@Component
public final class BatchMetrics implements WriterListener {

    private final MeterRegistry registry;
    private final Clock clock;
    private final DistributionSummary batchSize;
    private final DistributionSummary combining;
    private final Timer age;
    private final Timer decodeTime;
    private final Counter applied;
    private final Counter orderWrites;
    private final Counter storeCalls;
    private final Counter cacheHits;
    private final Counter cacheMisses;

    public BatchMetrics(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
        this.batchSize = summary("batch.size", "commands", "Commands in one batch");
        this.combining = summary("combining", "commands", "Commands for each order document that their batch wrote");
        this.age = Timer.builder("spillway.writer.age")
                .description("Age of the oldest command of a batch when it was recorded").register(registry);
        this.decodeTime = Timer.builder("spillway.writer.decode.time")
                .description("Time to decode the messages of one batch").register(registry);
        this.applied = counter("applied", "commands", "Commands applied").register(registry);
        this.orderWrites = counter("order.writes", "documents", "Order documents written").register(registry);
        this.storeCalls = counter("store.calls", "calls", "Write calls to the database, the ledger's included")
                .register(registry);
        this.cacheHits = cacheLookups("hit");
        this.cacheMisses = cacheLookups("miss");
    }

    private DistributionSummary summary(String name, String unit, String description) {
        return DistributionSummary.builder("spillway.writer." + name).description(description).baseUnit(unit)
                .register(registry);
    }

    private static Counter.Builder counter(String name, String unit, String description) {
        return Counter.builder("spillway.writer." + name).description(description).baseUnit(unit);
    }

    private Counter cacheLookups(String result) {
        return counter("cache", "orders", "Orders looked for in a lane's cache").tag("result", result)
                .register(registry);
    }

    @Override
    public void onDecoded(int messages, Duration time) {
        decodeTime.record(time);
    }

    @Override
    public void onBatch(BatchResult result) {
        int commands = result.answers().size();
        batchSize.record(commands);
        if (result.orderWrites() > 0) {
            combining.record((double) commands / result.orderWrites());
        }
        orderWrites.increment(result.orderWrites());
        storeCalls.increment(result.storeCalls());
        cacheHits.increment(result.cacheHits());
        cacheMisses.increment(result.cacheMisses());
        Instant oldest = Instant.MAX;
        int appliedNow = 0;
        for (BatchResult.Answer answer : result.answers()) {
            Instant issuedAt = answer.delivery().command().header().issuedAt();
            oldest = issuedAt.isBefore(oldest) ? issuedAt : oldest;
            switch (answer.outcome()) {
                case Outcome.Applied done -> appliedNow++;
                case Outcome.Rejected refused -> refusals(refused).increment();
            }
        }
        applied.increment(appliedNow);
        if (commands > 0) {
            // Gateways have clocks of their own; Micrometer drops a negative age.
            age.record(Duration.between(oldest, clock.instant()));
        }
    }

    private Counter refusals(Outcome.Rejected refused) {
        return counter("refused", "commands", "Commands refused").tag("code", refused.code().code())
                .register(registry);
    }

    @Override
    public void onDeadLetter(String reason) {
        counter("dead.letters", "messages", "Messages put aside because they can never be applied")
                .tag("reason", reason).register(registry).increment();
    }
}
