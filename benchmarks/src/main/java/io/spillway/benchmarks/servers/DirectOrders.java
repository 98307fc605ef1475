package io.spillway.benchmarks.servers;

import java.net.URI;
import java.security.Principal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochRandomGenerator;
import io.spillway.contract.order.OrderContent;
import io.spillway.contract.order.OrderItem;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Creates orders, each when its request comes. */
@RestController
class DirectOrders {

    private final TimeBasedEpochRandomGenerator ids = Generators.timeBasedEpochRandomGenerator();
    private final MongoTemplate mongo;

    DirectOrders(MongoTemplate mongo) {
        this.mongo = mongo;
    }

    /** As the writer-service would store it, without what it needs for itself. */
    @Document("orders")
    record DirectOrder(@Id UUID id, String customerId, String currency, List<OrderItem> items, @Nullable String note,
            long total, String status, long version, Instant createdAt, Instant updatedAt, String createdBy) {}

    @PostMapping("/v1/orders")
    ResponseEntity<DirectOrder> create(@RequestBody OrderContent content, Principal owner) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        DirectOrder order = new DirectOrder(ids.generate(), content.customerId().value(),
                content.currency().getCurrencyCode(), content.items(), content.note(), content.total(), "PLACED", 1,
                now, now, owner.getName());
        mongo.insert(order);
        return ResponseEntity.created(URI.create("/v1/orders/" + order.id())).body(order);
    }
}
