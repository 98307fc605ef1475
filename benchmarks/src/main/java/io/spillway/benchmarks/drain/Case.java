package io.spillway.benchmarks.drain;

import java.time.Duration;

import io.spillway.benchmarks.store.StoreCost;
import io.spillway.benchmarks.ways.Way;
import io.spillway.benchmarks.workload.Workload;

/**
 * One thing to measure.
 *
 * @param commands of the backlog, warm-up and seeds apart
 * @param limit    how long is measured at most
 */
record Case(Way way, Workload workload, int commands, StoreCost cost, Duration limit) {}
