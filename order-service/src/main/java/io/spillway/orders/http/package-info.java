/**
 * The HTTP face: routes, query parameters, entity tags, and every error as a problem document (RFC 9457).
 */
@NullMarked
package io.spillway.orders.http;

import org.jspecify.annotations.NullMarked;
