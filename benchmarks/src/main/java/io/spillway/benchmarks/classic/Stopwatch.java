package io.spillway.benchmarks.classic;

import java.time.Duration;

/** Runs from its making. */
final class Stopwatch {

    private final long began = System.nanoTime();

    Duration now() {
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
