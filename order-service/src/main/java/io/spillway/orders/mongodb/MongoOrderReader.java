package io.spillway.orders.mongodb;

import java.util.List;
import java.util.Optional;

import io.spillway.contract.order.Order;
import io.spillway.contract.order.OrderId;
import io.spillway.orders.core.OrderQuery;
import io.spillway.orders.core.OrderReader;
import io.spillway.orders.core.OrderSlice;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.BasicQuery;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** Reads the collection {@code orders}. */
@Component
final class MongoOrderReader implements OrderReader {

    private final MongoTemplate mongo;

    MongoOrderReader(MongoTemplate mongo) {
        this.mongo = mongo;
    }

    @Override
    public Optional<Order> find(OrderId id) {
        return documents(new BasicQuery(OrderCriteria.one(id))).stream().map(OrderMapping::order).findFirst();
    }

    @Override
    public OrderSlice find(OrderQuery query) {
        BasicQuery page = new BasicQuery(OrderCriteria.page(query));
        page.setSortObject(OrderCriteria.NEWEST_FIRST);
        // One more than wanted tells whether the list goes on.
        page.limit(query.limit() + 1);
        List<Document> found = documents(page);
        return new OrderSlice(
                found.stream().limit(query.limit()).map(OrderMapping::order).toList(),
                found.size() > query.limit());
    }

    private List<Document> documents(Query query) {
        query.fields().include(OrderMapping.READ);
        return StoreFaults.translated(() -> mongo.find(query, Document.class, Fields.ORDERS));
    }
}
