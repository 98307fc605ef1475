/** Starts consumers in processes of their own: the writer-service as it is delivered, or one of the other ways. */
@NullMarked
package io.spillway.benchmarks.ways;

import org.jspecify.annotations.NullMarked;
