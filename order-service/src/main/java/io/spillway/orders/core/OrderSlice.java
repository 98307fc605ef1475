package io.spillway.orders.core;

import java.util.List;

import io.spillway.contract.order.Order;
import org.jspecify.annotations.Nullable;

/**
 * Consecutive orders of a list.
 *
 * @param more whether at least one more follows
 */
public record OrderSlice(List<Order> orders, boolean more) {

    public OrderSlice {
        orders = List.copyOf(orders);
    }

    /** Where the next slice starts; null when this is the last. */
    @Nullable
    Position end() {
        return more ? Position.of(orders.getLast()) : null;
    }
}
