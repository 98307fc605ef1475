/**
 * Measures what authenticating a request costs, and makes callers that servers know; in the gateway's package, to use its very
 * classes.
 */
@NullMarked
package io.spillway.gateway.security;

import org.jspecify.annotations.NullMarked;
