package io.spillway.benchmarks.ways;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.spillway.contract.messaging.Partitions;

/** All processes of one way. */
public final class Consumers implements AutoCloseable {

    private final List<ConsumerProcess> processes = new ArrayList<>();

    private Consumers() {}

    /** They run already, and will connect there. */
    public static Consumers start(Way way, Partitions partitions, ConsumerProcess.Settings settings, String brokerUri,
            String storeUri) throws IOException {
        Consumers consumers = new Consumers();
        for (int i = 0; i < way.processes(); i++) {
            consumers.processes.add(new ConsumerProcess(way, partitions, settings, brokerUri, storeUri));
        }
        return consumers;
    }

    /** @throws IllegalStateException if one ended by itself, with the end of what it said */
    public void requireAlive() {
        processes.forEach(ConsumerProcess::requireAlive);
    }

    /** Processor time that all have used so far. */
    public Duration cpu() {
        return processes.stream().map(ConsumerProcess::cpu).reduce(Duration.ZERO, Duration::plus);
    }

    /** The most memory that each has ever had, added up, in bytes; 0 where the operating system doesn't tell. */
    public long peakMemory() {
        return processes.stream().mapToLong(ConsumerProcess::peakMemory).sum();
    }

    @Override
    public void close() throws IOException {
        for (ConsumerProcess process : processes) {
            process.close();
        }
    }
}
