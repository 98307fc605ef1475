package io.spillway.orders.core;

import java.util.List;

import io.spillway.contract.order.Order;
import org.jspecify.annotations.Nullable;

/** What asking for a page of orders comes to. */
public sealed interface Listing {

    /** @param nextCursor continues the list; null at its end */
    record Page(List<Order> orders, @Nullable String nextCursor) implements Listing {

        public Page {
            orders = List.copyOf(orders);
        }
    }

    /** The cursor is none of ours, or belongs to a list with other filters or of another user. */
    record InvalidCursor() implements Listing {}
}
