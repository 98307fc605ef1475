/**
 * Keeps accounts, sessions and revocations in the database {@code identity}. Nothing here is asked on the way of an order.
 */
@NullMarked
package io.spillway.gateway.mongodb;

import org.jspecify.annotations.NullMarked;
