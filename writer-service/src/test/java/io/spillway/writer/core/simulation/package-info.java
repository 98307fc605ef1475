/**
 * Runs the production {@link io.spillway.writer.core.BatchProcessor} of several writers against a simulated broker and
 * store, with faults, on one thread, every choice drawn from a seed. Begin with
 * {@link io.spillway.writer.core.simulation.Simulation}.
 */
@NullMarked
package io.spillway.writer.core.simulation;

import org.jspecify.annotations.NullMarked;
