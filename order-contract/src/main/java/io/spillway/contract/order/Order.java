package io.spillway.contract.order;

import java.time.Instant;
import java.util.Currency;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * An order as it stands and as readers see it.
 *
 * @param total     computed from the items, in minor units of the currency
 * @param version   counts the commands applied to this order, from 1
 * @param createdAt when the creating command was accepted, by the gateway's clock, in milliseconds
 * @param updatedAt when the last applied command was accepted
 * @param createdBy the owner
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Order(OrderId id, CustomerId customerId, Currency currency, List<OrderItem> items, long total,
        @Nullable String note, OrderStatus status, long version, Instant createdAt, Instant updatedAt,
        UserId createdBy) {

    public Order {
        items = List.copyOf(items);
    }

    public OrderContent content() {
        return new OrderContent(customerId, currency, items, note);
    }

    /** This order one version later. */
    public Order next(OrderContent content, OrderStatus newStatus, Instant at) {
        return new Order(id, content.customerId(), content.currency(), content.items(), content.total(),
                content.note(), newStatus, version + 1, createdAt, at, createdBy);
    }

    /** A new order, as a create command makes it. */
    public static Order placed(OrderId id, OrderContent content, Instant at, UserId owner) {
        return new Order(id, content.customerId(), content.currency(), content.items(), content.total(),
                content.note(), OrderStatus.PLACED, 1, at, at, owner);
    }
}
