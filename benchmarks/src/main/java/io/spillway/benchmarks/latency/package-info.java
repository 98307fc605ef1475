/**
 * How long a command takes until it is written, at rest and with a store in trouble:
 * {@link io.spillway.benchmarks.latency.LatencyCommand} measures the services together, as they are delivered.
 */
@NullMarked
package io.spillway.benchmarks.latency;

import org.jspecify.annotations.NullMarked;
