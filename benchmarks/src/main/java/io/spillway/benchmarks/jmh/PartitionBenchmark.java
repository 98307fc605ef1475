package io.spillway.benchmarks.jmh;

import java.util.UUID;
import java.util.concurrent.TimeUnit;

import io.spillway.contract.messaging.Partition;
import io.spillway.contract.messaging.Partitions;
import io.spillway.contract.order.OrderId;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** An order id to its queue. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class PartitionBenchmark {

    private final Partitions partitions = new Partitions(Partitions.DEFAULT);
    private final OrderId order = new OrderId(UUID.fromString("019471a0-0000-7000-8000-000000000001"));

    @Benchmark
    public Partition partition() {
        return partitions.of(order);
    }
}
