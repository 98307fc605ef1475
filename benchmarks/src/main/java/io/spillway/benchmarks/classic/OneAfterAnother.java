package io.spillway.benchmarks.classic;

import java.util.ArrayList;
import java.util.List;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import org.bson.Document;

/** Each caller writes to the store and waits for it. */
final class OneAfterAnother {

    private OneAfterAnother() {}

    static List<Write> measure(String storeUri, String database, int count) {
        try (MongoClient client = MongoClients.create(storeUri)) {
            MongoCollection<Document> orders = client.getDatabase(database).getCollection("direct");
            orders.insertOne(new Document()); // opens the connection, which is not what is measured
            List<Write> writes = new ArrayList<>();
            Stopwatch watch = new Stopwatch();
            for (int i = 0; i < count; i++) {
                var asked = watch.now();
                orders.insertOne(new Document("n", i));
                var written = watch.now();
                writes.add(new Write(asked, written, written));
            }
            return writes;
        }
    }
}
