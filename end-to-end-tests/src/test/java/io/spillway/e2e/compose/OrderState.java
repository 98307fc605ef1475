package io.spillway.e2e.compose;

import org.jspecify.annotations.Nullable;

/**
 * What a caller sees of an order, or will see.
 *
 * @param version how many commands were applied to it, the one that deleted it included
 */
record OrderState(long version, boolean visible, String status, @Nullable String note) {

    static final OrderState NONE = new OrderState(0, false, "", null);

    OrderState created() {
        return new OrderState(1, true, "PLACED", null);
    }

    OrderState noted(String newNote) {
        return new OrderState(version + 1, visible, status, newNote);
    }

    OrderState in(String newStatus) {
        return new OrderState(version + 1, visible, newStatus, note);
    }

    OrderState deleted() {
        return new OrderState(version + 1, false, status, note);
    }
}
