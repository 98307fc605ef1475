package io.spillway.contract.order;

import java.util.Set;

/** {@code PLACED -> PAID -> SHIPPED -> DELIVERED}, and {@code PLACED|PAID -> CANCELLED}. */
public enum OrderStatus {
    PLACED, PAID, SHIPPED, DELIVERED, CANCELLED;

    /** Whether an order in this status may be set to {@code next}. Setting it to what it is changes nothing and is allowed. */
    public boolean mayBecome(OrderStatus next) {
        return next == this || successors().contains(next);
    }

    private Set<OrderStatus> successors() {
        return switch (this) {
            case PLACED -> Set.of(PAID, CANCELLED);
            case PAID -> Set.of(SHIPPED, CANCELLED);
            case SHIPPED -> Set.of(DELIVERED);
            case DELIVERED, CANCELLED -> Set.of();
        };
    }
}
