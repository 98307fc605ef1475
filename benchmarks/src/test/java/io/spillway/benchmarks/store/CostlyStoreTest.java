package io.spillway.benchmarks.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import io.spillway.embedded.EmbeddedStore;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** With the real driver, on the embedded store. Bounds of time are lower ones: a busy machine can only be slower. */
class CostlyStoreTest {

    private static EmbeddedStore server;

    @BeforeAll
    static void start() {
        server = EmbeddedStore.start(EmbeddedStore.Settings.inMemory());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private interface Use {
        void of(MongoCollection<Document> orders);
    }

    /** @return what the store was asked meanwhile */
    private static StoreTraffic use(StoreCost cost, Use use) {
        try (CostlyStore store = new CostlyStore(server.uri(), cost);
                MongoClient client = MongoClients.create(store.uri("costly"))) {
            StoreTraffic before = store.traffic();
            use.of(client.getDatabase("costly").getCollection("orders"));
            return store.traffic().since(before);
        }
    }

    private static List<Document> documents(int count) {
        return IntStream.range(0, count).mapToObj(i -> new Document("n", i)).toList();
    }

    private static Duration time(Runnable action) {
        long began = System.nanoTime();
        action.run();
        return Duration.ofNanos(System.nanoTime() - began);
    }

    @Test
    void countsEveryDocumentOfAnInsert() {
        StoreTraffic traffic = use(StoreCost.NONE, orders -> {
            orders.insertMany(documents(900));
            orders.insertOne(new Document());
        });

        assertThat(traffic).isEqualTo(new StoreTraffic(2, Map.of("orders", 901L)));
    }

    @Test
    void countsTheStatementsOfABulkWriteAndItsCalls() {
        StoreTraffic traffic = use(StoreCost.NONE, orders -> orders.bulkWrite(List.of(
                new InsertOneModel<>(new Document("_id", 1)), new InsertOneModel<>(new Document("_id", 2)),
                new UpdateOneModel<>(Filters.eq("_id", 1), Updates.set("a", 1)),
                new DeleteOneModel<>(Filters.eq("_id", 2)))));

        assertThat(traffic).isEqualTo(new StoreTraffic(3, Map.of("orders", 4L)));
    }

    @Test
    void countsAFindAndModifyAsOneDocument() {
        StoreTraffic traffic = use(StoreCost.NONE,
                orders -> orders.findOneAndUpdate(Filters.eq("_id", "none"), Updates.set("a", 1)));

        assertThat(traffic).isEqualTo(new StoreTraffic(1, Map.of("orders", 1L)));
    }

    @Test
    void countsReadsAsCallsOnly() {
        StoreTraffic traffic = use(StoreCost.NONE, orders -> orders.find(Filters.eq("_id", "none")).first());

        assertThat(traffic).isEqualTo(new StoreTraffic(1, Map.of()));
    }

    @Test
    void passesWhatTheServerAnswers() {
        List<Document> found = new ArrayList<>();
        use(StoreCost.NONE, orders -> {
            orders.insertOne(new Document("_id", "read again").append("text", "ü"));
            orders.find(Filters.eq("_id", "read again")).into(found);
        });

        assertThat(found).containsExactly(new Document("_id", "read again").append("text", "ü"));
    }

    @Test
    void delaysEachCall() {
        use(new StoreCost(Duration.ofMillis(20), Duration.ZERO), orders -> assertThat(time(() -> {
            orders.insertMany(documents(100));
            orders.find().first();
        })).isGreaterThan(Duration.ofMillis(38)));
    }

    @Test
    void chargesEachWrittenDocument() {
        use(new StoreCost(Duration.ZERO, Duration.ofMillis(1)), orders -> assertThat(time(
                () -> orders.insertMany(documents(60)))).isGreaterThan(Duration.ofMillis(58)));
    }

    @Test
    void letsNobodyElseWriteMeanwhile() {
        use(new StoreCost(Duration.ZERO, Duration.ofMillis(1)), orders -> assertThat(time(() -> {
            CompletableFuture<Void> other = CompletableFuture.runAsync(() -> orders.insertMany(documents(40)));
            orders.insertMany(documents(40));
            other.join();
        })).isGreaterThan(Duration.ofMillis(76)));
    }

    @Test
    void refusesAStoreBehindEncryption() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CostlyStore("mongodb://localhost/?tls=true", StoreCost.NONE))
                .withMessageContaining("TLS");
    }

    @Test
    void keepsAccountAndOptionsOfTheStoresAddress() {
        try (CostlyStore store = new CostlyStore("mongodb://me:p%40ss@one.example,two.example/?replicaSet=rs",
                StoreCost.NONE)) {
            assertThat(store.uri("costly")).matches(
                    "mongodb://me:p%40ss@127\\.0\\.0\\.1:\\d+/costly\\?replicaSet=rs&directConnection=true&authSource=admin");
        }
    }
}
