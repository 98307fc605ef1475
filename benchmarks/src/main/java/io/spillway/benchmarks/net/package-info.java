/** Passes TCP connections on, so that what goes through them can be counted and held up. */
@NullMarked
package io.spillway.benchmarks.net;

import org.jspecify.annotations.NullMarked;
