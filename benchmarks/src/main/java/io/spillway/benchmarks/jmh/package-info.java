/** Measures inner parts that are reachable from everywhere; others are measured in the packages they belong to. */
@NullMarked
package io.spillway.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
