package io.spillway.e2e.compose;

import java.time.Duration;

/**
 * How long all partitions needed after a fault, measured with one order for each.
 *
 * @param accepted until the last of them took an order again
 * @param applied  until the last of these was applied
 */
record Recovery(String fault, Duration accepted, Duration applied) {}
