/**
 * What takes orders over HTTP, each in a process of its own: the gateway as it is delivered, the gateway with nothing behind it,
 * and a plain service that writes to the store before it answers.
 */
@NullMarked
package io.spillway.benchmarks.servers;

import org.jspecify.annotations.NullMarked;
