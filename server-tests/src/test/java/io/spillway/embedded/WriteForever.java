package io.spillway.embedded;

import java.nio.file.Path;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import org.bson.Document;

/** Inserts and replaces documents 0, 1, 2 … in a durable store and prints each number once both are acknowledged. */
final class WriteForever {
    private WriteForever() {}

    public static void main(String[] arguments) {
        EmbeddedStore store = EmbeddedStore.start(new EmbeddedStore.Settings(0, Path.of(arguments[0])));
        MongoClient client = MongoClients.create(store.uri());
        MongoCollection<Document> orders = client.getDatabase("test").getCollection("orders");
        for (int i = 0;; i++) {
            orders.insertOne(new Document("_id", i).append("version", 1));
            orders.replaceOne(Filters.and(Filters.eq("_id", i), Filters.eq("version", 1)),
                    new Document("_id", i).append("version", 2));
            System.out.println(i);
        }
    }
}
