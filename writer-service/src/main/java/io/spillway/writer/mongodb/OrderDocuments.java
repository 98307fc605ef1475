package io.spillway.writer.mongodb;

import java.time.Instant;
import java.util.Currency;
import java.util.UUID;

import io.spillway.contract.order.CustomerId;
import io.spillway.contract.order.Order;
import io.spillway.contract.order.OrderId;
import io.spillway.contract.order.OrderItem;
import io.spillway.contract.order.OrderStatus;
import io.spillway.contract.order.UserId;
import io.spillway.writer.core.OrderState;
import io.spillway.writer.core.StoredOrder;
import org.bson.BsonBinary;
import org.bson.BsonWriter;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.types.Binary;

/** How an order, or its tombstone, looks in the collection {@code orders}. */
final class OrderDocuments {

    private OrderDocuments() {}

    /** @param tombstoneExpiry when a tombstone may go; an order that exists never expires */
    static RawBsonDocument write(StoredOrder stored, Instant tombstoneExpiry) {
        return Bytes.of(document -> {
            Bytes.write(document, "_id", stored.id().value());
            switch (stored.state()) {
                case OrderState.Live(Order order) -> write(document, order);
                case OrderState.Deleted deleted -> write(document, deleted, tombstoneExpiry);
                case OrderState.Absent absent -> throw new IllegalStateException("An absent order is not stored");
            }
            Bytes.write(document, "rev", stored.rev());
            document.writeBinaryData("chain", new BsonBinary(Chains.pack(stored.chain())));
        });
    }

    private static void write(BsonWriter document, OrderState.Deleted deleted, Instant expiry) {
        document.writeString("createdBy", deleted.owner().value());
        document.writeInt64("version", deleted.version());
        Bytes.write(document, "createdAt", deleted.createdAt());
        Bytes.write(document, "deletedAt", deleted.deletedAt());
        Bytes.write(document, "expiresAt", expiry);
    }

    private static void write(BsonWriter document, Order order) {
        document.writeString("createdBy", order.createdBy().value());
        document.writeString("customerId", order.customerId().value());
        document.writeString("currency", order.currency().getCurrencyCode());
        document.writeStartArray("items");
        order.items().forEach(item -> write(document, item));
        document.writeEndArray();
        document.writeInt64("total", order.total());
        if (order.note() != null) {
            document.writeString("note", order.note());
        }
        document.writeString("status", order.status().name());
        document.writeInt64("version", order.version());
        Bytes.write(document, "createdAt", order.createdAt());
        Bytes.write(document, "updatedAt", order.updatedAt());
    }

    private static void write(BsonWriter document, OrderItem item) {
        document.writeStartDocument();
        document.writeString("sku", item.sku());
        document.writeString("name", item.name());
        document.writeInt32("quantity", item.quantity());
        document.writeInt64("unitPrice", item.unitPrice());
        document.writeEndDocument();
    }

    static StoredOrder read(Document document) {
        OrderId id = new OrderId(document.get("_id", UUID.class));
        OrderState state = document.containsKey("deletedAt")
                ? new OrderState.Deleted(new UserId(document.getString("createdBy")), document.getLong("version"),
                        document.getDate("createdAt").toInstant(), document.getDate("deletedAt").toInstant())
                : new OrderState.Live(readOrder(id, document));
        return new StoredOrder(id, state, document.get("rev", UUID.class),
                Chains.unpack(document.get("chain", Binary.class).getData()));
    }

    private static Order readOrder(OrderId id, Document document) {
        return new Order(id,
                new CustomerId(document.getString("customerId")),
                Currency.getInstance(document.getString("currency")),
                document.getList("items", Document.class).stream().map(OrderDocuments::readItem).toList(),
                document.getLong("total"),
                document.getString("note"),
                OrderStatus.valueOf(document.getString("status")),
                document.getLong("version"),
                document.getDate("createdAt").toInstant(),
                document.getDate("updatedAt").toInstant(),
                new UserId(document.getString("createdBy")));
    }

    private static OrderItem readItem(Document item) {
        return new OrderItem(item.getString("sku"), item.getString("name"), item.getInteger("quantity"),
                item.getLong("unitPrice"));
    }
}
