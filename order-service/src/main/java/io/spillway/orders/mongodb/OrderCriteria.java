package io.spillway.orders.mongodb;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;

import io.spillway.contract.order.OrderId;
import io.spillway.orders.core.OrderFilter;
import io.spillway.orders.core.OrderQuery;
import io.spillway.orders.core.Position;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** The MongoDB filters for what readers ask. */
final class OrderCriteria {

    /** Newest first; the id decides among orders of one millisecond, so that every order has its place. */
    static final Document NEWEST_FIRST = new Document(Fields.CREATED_AT, -1).append(Fields.ID, -1);

    private OrderCriteria() {}

    static Document one(OrderId id) {
        return notDeleted().append(Fields.ID, id.value());
    }

    static Document page(OrderQuery query) {
        OrderFilter filter = query.filter();
        Document criteria = notDeleted();
        if (filter.createdBy() != null) {
            criteria.append(Fields.CREATED_BY, filter.createdBy().value());
        }
        if (filter.status() != null) {
            criteria.append(Fields.STATUS, filter.status().name());
        }
        if (filter.customerId() != null) {
            criteria.append(Fields.CUSTOMER_ID, filter.customerId().value());
        }
        Document created = created(filter, query.after());
        if (!created.isEmpty()) {
            criteria.append(Fields.CREATED_AT, created);
        }
        if (query.after() != null) {
            criteria.append("$or", behind(query.after()));
        }
        return criteria;
    }

    private static Document created(OrderFilter filter, @Nullable Position after) {
        Document created = new Document();
        if (filter.createdFrom() != null) {
            created.append("$gte", date(filter.createdFrom()));
        }
        if (filter.createdTo() != null) {
            created.append("$lt", date(filter.createdTo()));
        }
        if (after != null) {
            // Says nothing that $or doesn't, but lets the index start there.
            created.append("$lte", date(after.createdAt()));
        }
        return created;
    }

    private static List<Document> behind(Position after) {
        Date createdAt = date(after.createdAt());
        UUID id = after.id().value();
        return List.of(
                new Document(Fields.CREATED_AT, new Document("$lt", createdAt)),
                new Document(Fields.CREATED_AT, createdAt).append(Fields.ID, new Document("$lt", id)));
    }

    private static Document notDeleted() {
        return new Document(Fields.DELETED_AT, null);
    }

    private static Date date(Instant instant) {
        return Date.from(instant);
    }
}
