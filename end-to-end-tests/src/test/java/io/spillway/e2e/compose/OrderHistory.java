package io.spillway.e2e.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.spillway.e2e.Api;
import io.spillway.e2e.compose.Told.Promise;
import org.jspecify.annotations.Nullable;

/**
 * One order: what its owner asked for, one after the other, each only when the promise for the one before was had. For one
 * thread.
 */
final class OrderHistory {

    /** A change, and what was promised in the end. */
    record Entry(Change change, Promise promise, String operation) {}

    private final Api owner;
    private final List<Entry> entries = new ArrayList<>();
    private @Nullable UUID id;
    private OrderState now = OrderState.NONE;
    private boolean certain = true;

    /** @param id null until the gateway has chosen it */
    OrderHistory(Api owner, @Nullable UUID id) {
        this.owner = owner;
        this.id = id;
    }

    void add(Change change, Told told) {
        entries.add(new Entry(change, told.promise(), told.operation()));
        if (id == null && !told.order().isEmpty()) {
            id = UUID.fromString(told.order().substring(told.order().lastIndexOf('/') + 1));
        }
        switch (told.promise()) {
            case ACCEPTED -> now = change.after();
            case REFUSED -> { // as if nobody had asked
            }
            case UNKNOWN -> certain = false;
        }
    }

    Api owner() {
        return owner;
    }

    List<Entry> entries() {
        return entries;
    }

    /** Null while no create was accepted. */
    @Nullable
    UUID id() {
        return id;
    }

    /** As it must be, if it is certain. */
    OrderState now() {
        return now;
    }

    /** Whether its owner can go on with it. */
    boolean isOpen() {
        return certain && now.visible() && id != null;
    }

    /** As it may be: what is certain, and what could have come of the last one. */
    List<OrderState> possible() {
        return certain ? List.of(now) : List.of(now, entries.getLast().change().after());
    }

    @Override
    public String toString() {
        return "order %s: %s".formatted(id, entries.stream()
                .map(entry -> entry.change().kind() + " " + entry.promise()).toList());
    }
}
