/**
 * Asks order-service over HTTP: orders for callers, command records for operations.
 */
@NullMarked
package io.spillway.gateway.reads;

import org.jspecify.annotations.NullMarked;
