package io.spillway.benchmarks.workload;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import io.spillway.contract.order.OrderId;
import org.bson.Document;
import org.bson.UuidRepresentation;

/** What the consumers have left in the store, read past everything that costs or counts. */
public final class StoredOrders implements AutoCloseable {

    /** Ours alone, so that it can be dropped. */
    public static final String DATABASE = "spillway_benchmark";

    private final MongoClient client;

    public StoredOrders(String storeUri) {
        client = MongoClients.create(MongoClientSettings.builder().applyConnectionString(new ConnectionString(storeUri))
                .uuidRepresentation(UuidRepresentation.STANDARD).build());
        database().drop();
    }

    private MongoDatabase database() {
        return client.getDatabase(DATABASE);
    }

    public CommandMaker.Score score() {
        long orders = 0;
        long versions = 0;
        for (Document order : database().getCollection("orders").find()
                .projection(Projections.include("version", "deletedAt"))) {
            if (!order.containsKey("deletedAt")) {
                orders++;
                versions += order.getLong("version");
            }
        }
        return new CommandMaker.Score(orders, versions);
    }

    public boolean contains(OrderId order) {
        return database().getCollection("orders").countDocuments(Filters.eq("_id", order.value())) > 0;
    }

    @Override
    public void close() {
        try (client) {
            database().drop();
        }
    }
}
