/**
 * How fast a backlog of commands is drained, and what it costs the store: {@link io.spillway.benchmarks.drain.DrainCommand}
 * compares the ways of consuming, each in a process of its own.
 */
@NullMarked
package io.spillway.benchmarks.drain;

import org.jspecify.annotations.NullMarked;
