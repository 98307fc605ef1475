/** What a backlog consists of, and what draining it must leave in the store. */
@NullMarked
package io.spillway.benchmarks.workload;

import org.jspecify.annotations.NullMarked;
