package io.spillway.writer.mongodb;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.spillway.contract.command.CommandId;
import io.spillway.contract.order.CustomerId;
import io.spillway.contract.order.Order;
import io.spillway.contract.order.OrderId;
import io.spillway.contract.order.OrderItem;
import io.spillway.contract.order.OrderStatus;
import io.spillway.contract.order.UserId;
import io.spillway.writer.core.OrderState;
import io.spillway.writer.core.StoredOrder;
import io.spillway.writer.core.Verdict;
import org.bson.Document;

/** How an order, or its tombstone, looks in the collection {@code orders}. */
final class OrderDocuments {

    private OrderDocuments() {}

    /** @param tombstoneExpiry when a tombstone may go; an order that exists never expires */
    static Document write(StoredOrder stored, Instant tombstoneExpiry) {
        Document document = new Document("_id", stored.id().value());
        switch (stored.state()) {
            case OrderState.Live(Order order) -> writeOrder(document, order);
            case OrderState.Deleted deleted -> document
                    .append("createdBy", deleted.owner().value())
                    .append("version", deleted.version())
                    .append("createdAt", Date.from(deleted.createdAt()))
                    .append("deletedAt", Date.from(deleted.deletedAt()))
                    .append("expiresAt", Date.from(tombstoneExpiry));
            case OrderState.Absent absent -> throw new IllegalStateException("An absent order is not stored");
        }
        return document.append("rev", stored.rev()).append("chain", writeChain(stored.chain()));
    }

    private static void writeOrder(Document document, Order order) {
        document.append("createdBy", order.createdBy().value())
                .append("customerId", order.customerId().value())
                .append("currency", order.currency().getCurrencyCode())
                .append("items", order.items().stream().map(OrderDocuments::writeItem).toList())
                .append("total", order.total());
        if (order.note() != null) {
            document.append("note", order.note());
        }
        document.append("status", order.status().name())
                .append("version", order.version())
                .append("createdAt", Date.from(order.createdAt()))
                .append("updatedAt", Date.from(order.updatedAt()));
    }

    private static Document writeItem(OrderItem item) {
        return new Document("sku", item.sku()).append("name", item.name())
                .append("quantity", item.quantity()).append("unitPrice", item.unitPrice());
    }

    private static List<Document> writeChain(Map<CommandId, Verdict> chain) {
        List<Document> links = new ArrayList<>(chain.size());
        chain.forEach((id, verdict) -> links.add(Verdicts.write(new Document("id", id.value()), verdict)));
        return links;
    }

    static StoredOrder read(Document document) {
        OrderId id = new OrderId(document.get("_id", UUID.class));
        OrderState state = document.containsKey("deletedAt")
                ? new OrderState.Deleted(new UserId(document.getString("createdBy")), document.getLong("version"),
                        document.getDate("createdAt").toInstant(), document.getDate("deletedAt").toInstant())
                : new OrderState.Live(readOrder(id, document));
        Map<CommandId, Verdict> chain = new HashMap<>();
        for (Document link : document.getList("chain", Document.class)) {
            chain.put(new CommandId(link.get("id", UUID.class)), Verdicts.read(link));
        }
        return new StoredOrder(id, state, document.get("rev", UUID.class), chain);
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
