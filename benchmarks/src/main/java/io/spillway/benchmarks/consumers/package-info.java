/**
 * Ways to drain the command queues without Spillway, each in its own best form. They apply commands as a team would that
 * wants it simple: one guarded statement each, no defence against redelivery, no record of outcomes.
 */
@NullMarked
package io.spillway.benchmarks.consumers;

import org.jspecify.annotations.NullMarked;
