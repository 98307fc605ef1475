package io.spillway.benchmarks.drain;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Projections;
import org.bson.Document;

/** What the consumers have left in the store, read past everything that costs or counts. */
final class StoredOrders implements AutoCloseable {

    /** Ours alone, so that it can be dropped. */
    static final String DATABASE = "spillway_benchmark";

    private final MongoClient client;

    StoredOrders(String storeUri) {
        client = MongoClients.create(storeUri);
        database().drop();
    }

    private MongoDatabase database() {
        return client.getDatabase(DATABASE);
    }

    CommandMaker.Score score() {
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

    @Override
    public void close() {
        try (client) {
            database().drop();
        }
    }
}
