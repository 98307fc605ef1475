/** The broker's side of a measurement: a backlog of real commands, and how many of them were acknowledged when. */
@NullMarked
package io.spillway.benchmarks.broker;

import org.jspecify.annotations.NullMarked;
