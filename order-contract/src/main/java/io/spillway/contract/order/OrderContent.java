package io.spillway.contract.order;

import java.util.Currency;
import java.util.List;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The part of an order that its owner writes: the body of a create or a replace.
 *
 * @param items 1 to 100
 * @param note  up to 1,000 characters; null when there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OrderContent(CustomerId customerId, Currency currency, List<OrderItem> items, @Nullable String note) {

    public static final int MAX_ITEMS = 100;
    public static final int MAX_NOTE = 1_000;

    public OrderContent {
        Objects.requireNonNull(customerId, "customerId");
        Objects.requireNonNull(currency, "currency");
        items = checkItems(items);
        checkNote(note);
    }

    public static List<OrderItem> checkItems(List<OrderItem> items) {
        checkItemCount(items.size());
        return List.copyOf(items);
    }

    public static void checkItemCount(int count) {
        if (count < 1 || count > MAX_ITEMS) {
            throw new InvalidValueException("must hold 1 to 100 items");
        }
    }

    public static @Nullable String checkNote(@Nullable String note) {
        if (note == null) {
            return null;
        }
        if (Text.length(note) > MAX_NOTE) {
            throw new InvalidValueException("must be at most 1000 characters");
        }
        return Text.clean(note);
    }

    /** ISO 4217, upper case. */
    public static Currency checkCurrency(String code) {
        try {
            return Currency.getInstance(code);
        } catch (IllegalArgumentException unknown) {
            throw new InvalidValueException("must be an ISO 4217 currency code, such as EUR");
        }
    }

    /** Whether the same goods go to the same customer at the same prices: what may not change once it is paid. */
    public boolean ordersTheSameAs(OrderContent other) {
        return customerId.equals(other.customerId) && currency.equals(other.currency) && items.equals(other.items);
    }

    /** In minor units of the currency. At most 10^18: 100 items of 10,000 times 10^12. */
    public long total() {
        return items.stream().mapToLong(OrderItem::subtotal).sum();
    }
}
