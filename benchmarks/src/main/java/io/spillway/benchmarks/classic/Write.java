package io.spillway.benchmarks.classic;

import java.time.Duration;

/**
 * One write as its caller sees it, all times since the first caller came.
 *
 * @param answered when the caller could go on
 * @param written  when it was in the store
 */
record Write(Duration asked, Duration answered, Duration written) {}
