package io.spillway.orders.core;

import java.time.Instant;

import io.spillway.contract.order.Order;
import io.spillway.contract.order.OrderId;

/**
 * A place in the list of all orders, which runs by {@code (createdAt, id)} and newest first. Neither ever changes, so an
 * order never moves, and orders that arrive meanwhile shift nobody to another page.
 *
 * @param createdAt in whole milliseconds
 */
public record Position(Instant createdAt, OrderId id) {

    static Position of(Order order) {
        return new Position(order.createdAt(), order.id());
    }
}
