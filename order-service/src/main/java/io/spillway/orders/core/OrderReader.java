package io.spillway.orders.core;

import java.util.Optional;

import io.spillway.contract.order.Order;
import io.spillway.contract.order.OrderId;

/**
 * The orders as the writer left them; deleted ones are not among them. Judges nobody's rights: {@link VisibleOrders}
 * does. Safe for use by many threads. Every method throws {@link StoreUnavailableException} when the store cannot
 * answer in time.
 */
public interface OrderReader {

    Optional<Order> find(OrderId id);

    /** The first {@code query.limit()} orders that the query selects, newest first. */
    OrderSlice find(OrderQuery query);
}
