/**
 * The rules of the HTTP contract, one test for each, named after it. {@code docs/conformance.md} lists them all.
 */
@NullMarked
package io.spillway.gateway.http.conformance;

import org.jspecify.annotations.NullMarked;
