/**
 * A store that costs something: {@link io.spillway.benchmarks.store.CostlyStore} stands before any server that speaks
 * MongoDB's protocol, and makes it as far away and as slow as it is told.
 */
@NullMarked
package io.spillway.benchmarks.store;

import org.jspecify.annotations.NullMarked;
