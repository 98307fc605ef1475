/** Measures what buffering buys and what it costs, side by side. The command line is {@link io.spillway.benchmarks.Benchmarks}. */
@NullMarked
package io.spillway.benchmarks;

import org.jspecify.annotations.NullMarked;
