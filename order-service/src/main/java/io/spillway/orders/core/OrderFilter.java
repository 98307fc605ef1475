package io.spillway.orders.core;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

import io.spillway.contract.command.Actor;
import io.spillway.contract.order.CustomerId;
import io.spillway.contract.order.InvalidValueException;
import io.spillway.contract.order.OrderStatus;
import io.spillway.contract.order.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Which orders a list holds. Null selects all.
 *
 * @param createdBy   set from who is asking, never from what is asked
 * @param createdFrom inclusive
 * @param createdTo   exclusive
 */
public record OrderFilter(@Nullable UserId createdBy, @Nullable OrderStatus status, @Nullable CustomerId customerId,
        @Nullable Instant createdFrom, @Nullable Instant createdTo) {

    public OrderFilter {
        createdFrom = toMillis(createdFrom);
        createdTo = toMillis(createdTo);
        if (createdFrom != null && createdTo != null && createdTo.isBefore(createdFrom)) {
            throw new InvalidValueException("must not be before createdFrom");
        }
    }

    /** What of this {@code actor} may see. */
    OrderFilter visibleTo(Actor actor) {
        UserId owner = actor.operator() ? null : actor.user();
        return new OrderFilter(owner, status, customerId, createdFrom, createdTo);
    }

    /** Orders are created on whole milliseconds, so both borders select the same when rounded up to the next one. */
    private static @Nullable Instant toMillis(@Nullable Instant instant) {
        return instant == null ? null : instant.plusNanos(999_999).truncatedTo(ChronoUnit.MILLIS);
    }
}
