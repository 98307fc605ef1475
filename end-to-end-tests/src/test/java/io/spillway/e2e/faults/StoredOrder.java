package io.spillway.e2e.faults;

import java.time.Instant;
import java.util.List;

import io.spillway.contract.order.OrderItem;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * All that a document of the collection {@code orders} says about its order.
 *
 * @param changedAt when it was updated last, or deleted
 * @param deleted   a tombstone, which has none of the members that follow
 */
record StoredOrder(String owner, long version, Instant createdAt, Instant changedAt, boolean deleted,
        @Nullable String status, @Nullable String customer, @Nullable String currency, @Nullable String note,
        @Nullable List<OrderItem> items, long total) {

    static StoredOrder of(Document document) {
        String owner = document.getString("createdBy");
        long version = document.getLong("version");
        Instant createdAt = document.getDate("createdAt").toInstant();
        if (document.containsKey("deletedAt")) {
            return new StoredOrder(owner, version, createdAt, document.getDate("deletedAt").toInstant(), true, null,
                    null, null, null, null, 0);
        }
        return new StoredOrder(owner, version, createdAt, document.getDate("updatedAt").toInstant(), false,
                document.getString("status"), document.getString("customerId"), document.getString("currency"),
                document.getString("note"),
                document.getList("items", Document.class).stream().map(StoredOrder::item).toList(),
                document.getLong("total"));
    }

    private static OrderItem item(Document item) {
        return new OrderItem(item.getString("sku"), item.getString("name"), item.getInteger("quantity"),
                item.getLong("unitPrice"));
    }
}
