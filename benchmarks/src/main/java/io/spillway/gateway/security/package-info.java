/** Measures what authenticating a request costs; in the gateway's package, to measure the very classes it uses. */
@NullMarked
package io.spillway.gateway.security;

import org.jspecify.annotations.NullMarked;
