package io.spillway.writer.core;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

import io.spillway.contract.order.Order;
import io.spillway.contract.order.OrderId;
import io.spillway.contract.order.OrderItem;
import org.jspecify.annotations.Nullable;

/**
 * The orders that a lane wrote lately, so that the next batch need not load them. May be stale without notice, which the
 * guards on every write and the reload before every refusal make harmless.
 *
 * <p>Never orders that it only read: a lane whose channel was lost without notice still holds commands that another
 * writer has applied since, and what it reads now has them in it, but no longer in its chain. What it wrote itself is
 * older than all that, and the guard finds out. For one thread.
 */
public final class LaneCache {

    private final long maxBytes;
    private final Map<OrderId, StoredOrder> orders = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /** @param maxBytes how much memory the cached orders may take, by a rough count; 0 caches nothing */
    public LaneCache(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Nullable
    StoredOrder get(OrderId id) {
        return orders.get(id);
    }

    void put(StoredOrder order) {
        remove(order.id());
        if (weight(order) > maxBytes) {
            return;
        }
        orders.put(order.id(), order);
        bytes += weight(order);
        for (Iterator<StoredOrder> eldest = orders.values().iterator(); bytes > maxBytes && eldest.hasNext();) {
            bytes -= weight(eldest.next());
            eldest.remove();
        }
    }

    void remove(OrderId id) {
        StoredOrder removed = orders.remove(id);
        if (removed != null) {
            bytes -= weight(removed);
        }
    }

    /** After the channel was lost another writer may have been at these orders. */
    public void clear() {
        orders.clear();
        bytes = 0;
    }

    /** Measured on a 64-bit JVM with compressed references, rounded up; texts as if none were Latin. */
    private static long weight(StoredOrder order) {
        long weight = 600 + 200L * order.chain().size();
        if (order.state() instanceof OrderState.Live(Order live)) {
            for (OrderItem item : live.items()) {
                weight += 160 + 2L * (item.sku().length() + item.name().length());
            }
            weight += live.note() == null ? 0 : 2L * live.note().length();
        }
        return weight;
    }
}
