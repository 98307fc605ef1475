/**
 * The service that answers reads: one order, lists of orders, and what became of a command. It never writes.
 */
@NullMarked
package io.spillway.orders;

import org.jspecify.annotations.NullMarked;
