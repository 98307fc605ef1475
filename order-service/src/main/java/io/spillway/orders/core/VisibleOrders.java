package io.spillway.orders.core;

import java.util.Optional;

import io.spillway.contract.command.Actor;
import io.spillway.contract.order.Order;
import io.spillway.contract.order.OrderId;
import org.jspecify.annotations.Nullable;

/** The orders as one reader sees them: users their own, operators everybody's. */
public final class VisibleOrders {

    private final OrderReader reader;

    public VisibleOrders(OrderReader reader) {
        this.reader = reader;
    }

    /** Empty as well when the order is somebody else's: its existence is nobody's business. */
    public Optional<Order> find(Actor actor, OrderId id) {
        return reader.find(id).filter(order -> actor.mayAccess(order.createdBy()));
    }

    /** @param cursor from the page before, with the same filter; null for the first page */
    public Listing list(Actor actor, OrderFilter requested, @Nullable String cursor, int limit) {
        OrderFilter filter = requested.visibleTo(actor);
        if (cursor == null) {
            return page(new OrderQuery(filter, null, limit));
        }
        return PageCursor.parse(cursor)
                .filter(known -> known.belongsTo(filter))
                .<Listing>map(known -> page(new OrderQuery(filter, known.position(), limit)))
                .orElseGet(Listing.InvalidCursor::new);
    }

    private Listing.Page page(OrderQuery query) {
        OrderSlice slice = reader.find(query);
        Position end = slice.end();
        return new Listing.Page(slice.orders(),
                end == null ? null : PageCursor.at(end, query.filter()).token());
    }
}
