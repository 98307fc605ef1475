package io.spillway.writer.core;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.spillway.benchmarks.workload.CommandMaker;
import io.spillway.contract.command.CommandId;
import io.spillway.contract.order.OrderId;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A command's share of a batch of 1,000, from deliveries to outcomes, with a store that takes no time. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@SuppressWarnings("NullAway.Init") // by @Setup
public class BatchBenchmark {

    private static final int BATCH = 1_000;
    private static final int HOT_ORDERS = 100;
    private static final long CACHE_BYTES = 64 << 20;

    private static final Patience NONE = (attempt, cause) -> {
        throw new IllegalStateException("The store always answers", cause);
    };

    private BatchProcessor forgetful;
    private BatchProcessor remembering;
    private List<Delivery> creates;
    private List<Delivery> updates;
    private List<Delivery> otherUpdates;

    @Setup
    public void prepare() {
        CommandMaker maker = new CommandMaker();
        forgetful = new BatchProcessor(new TakesAll(), new TakesNotes(), new LaneCache(0), UUID::randomUUID);
        remembering = new BatchProcessor(new TakesAll(), new TakesNotes(), new LaneCache(CACHE_BYTES),
                UUID::randomUUID);
        remembering.process(IntStream.range(0, HOT_ORDERS).mapToObj(i -> new Delivery(maker.create(), false)).toList(),
                NONE);
        updates = updates(maker);
        otherUpdates = updates(maker);
        creates = IntStream.range(0, BATCH).mapToObj(i -> new Delivery(maker.create(), false)).toList();
    }

    private static List<Delivery> updates(CommandMaker maker) {
        return IntStream.range(0, BATCH).mapToObj(i -> new Delivery(maker.patch(i % HOT_ORDERS), false)).toList();
    }

    /** Each decided and written for itself. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public BatchResult decide() {
        return forgetful.process(creates, NONE);
    }

    /** Ten on each order, combined into one write. In turn: an order knows the commands of its last batch again. */
    @Benchmark
    @OperationsPerInvocation(2 * BATCH)
    public BatchResult combine() {
        remembering.process(updates, NONE);
        return remembering.process(otherUpdates, NONE);
    }

    private static final class TakesAll implements OrderStore {

        @Override
        public Map<OrderId, StoredOrder> load(Set<OrderId> ids) {
            throw new IllegalStateException("Nothing has to be loaded here");
        }

        @Override
        public List<WriteResult> write(List<OrderWrite> writes) {
            return writes.stream().map(write -> WriteResult.WRITTEN).toList();
        }
    }

    private static final class TakesNotes implements Ledger {

        @Override
        public Map<CommandId, Verdict> find(Set<CommandId> commands) {
            return Map.of();
        }

        @Override
        public void record(Entry entry) {}
    }
}
