/**
 * Load over HTTP: {@link io.spillway.benchmarks.http.LoadGenerator} sends requests when they are due, whatever the server does,
 * and counts their latency from then.
 */
@NullMarked
package io.spillway.benchmarks.http;

import org.jspecify.annotations.NullMarked;
