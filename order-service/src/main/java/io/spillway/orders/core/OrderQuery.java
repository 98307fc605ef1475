package io.spillway.orders.core;

import io.spillway.contract.order.InvalidValueException;
import org.jspecify.annotations.Nullable;

/**
 * One page's worth of orders.
 *
 * @param after the page starts behind this place; null for the first page
 * @param limit 1 to 100
 */
public record OrderQuery(OrderFilter filter, @Nullable Position after, int limit) {

    public static final int DEFAULT_LIMIT = 20;
    public static final int MAX_LIMIT = 100;

    public OrderQuery {
        checkLimit(limit);
    }

    public static int checkLimit(int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new InvalidValueException("must be a whole number from 1 to 100");
        }
        return limit;
    }
}
