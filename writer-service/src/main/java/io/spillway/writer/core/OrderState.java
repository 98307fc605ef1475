package io.spillway.writer.core;

import java.time.Instant;

import io.spillway.contract.order.Order;
import io.spillway.contract.order.UserId;

/** An order as a decision sees it: what is allowed depends on which of these it is. */
public sealed interface OrderState {

    /** Never existed, or so long gone that not even a tombstone is left. */
    record Absent() implements OrderState {}

    /** Exists. */
    record Live(Order order) implements OrderState {}

    /**
     * A tombstone: the order is gone and its id is not reused while this stays.
     *
     * @param version the version that the delete made
     */
    record Deleted(UserId owner, long version, Instant createdAt, Instant deletedAt) implements OrderState {}

    /** The only {@link Absent} there needs to be. */
    OrderState ABSENT = new Absent();
}
