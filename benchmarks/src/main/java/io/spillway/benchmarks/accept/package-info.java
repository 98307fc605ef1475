/**
 * How many orders are accepted over HTTP, how quickly, and what becomes of that when the store is slow or gone:
 * {@link io.spillway.benchmarks.accept.AcceptCommand} compares the gateway with its own ceiling and with a plain service.
 */
@NullMarked
package io.spillway.benchmarks.accept;

import org.jspecify.annotations.NullMarked;
