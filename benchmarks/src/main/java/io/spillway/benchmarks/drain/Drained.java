package io.spillway.benchmarks.drain;

import java.time.Duration;
import java.time.Instant;

import io.spillway.benchmarks.store.StoreTraffic;

/**
 * What one round of one case gave, warm-up apart.
 *
 * @param commands   acknowledged in the time that was measured
 * @param ended      when that time was over
 * @param complete   whether that was the rest of the backlog, and the store holds what it should; else the time was up
 * @param traffic    of the store in that time
 * @param cpu        processor time of the consumer's process in that time
 * @param peakMemory of the consumer's process, in bytes; 0 if not known
 */
record Drained(Case measured, int round, long commands, Duration took, Instant ended, boolean complete,
        StoreTraffic traffic,
        Duration cpu, long peakMemory) {

    double rate() {
        return commands / seconds(took);
    }

    double documentsPerCommand() {
        return (double) traffic.written() / commands;
    }

    double callsPerThousand() {
        return traffic.calls() * 1_000.0 / commands;
    }

    double cpuSecondsPerMillion() {
        return seconds(cpu) * 1e6 / commands;
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }
}
