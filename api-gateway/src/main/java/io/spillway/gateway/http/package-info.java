/**
 * The HTTP edge: routes, reading of bodies, and every error as a problem document.
 */
@NullMarked
package io.spillway.gateway.http;

import org.jspecify.annotations.NullMarked;
