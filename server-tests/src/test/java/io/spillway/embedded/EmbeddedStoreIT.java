package io.spillway.embedded;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.ReplaceOneModel;
import io.spillway.embedded.EmbeddedStore.Settings;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class EmbeddedStoreIT {
    @TempDir
    Path folder;

    @Test
    void countsOnlyWhatAnUnorderedInsertInserted() {
        inMemory(orders -> {
            orders.insertOne(new Document("_id", 1));

            MongoBulkWriteException refused = catchThrowableOfType(MongoBulkWriteException.class,
                    () -> orders.insertMany(
                            List.of(new Document("_id", 0), new Document("_id", 1), new Document("_id", 2)),
                            new InsertManyOptions().ordered(false)));

            assertThat(refused.getWriteResult().getInsertedCount()).isEqualTo(2);
        });
    }

    @Test
    void namesTheDuplicatesOfAnUnorderedBulkWriteByTheirIndex() {
        inMemory(orders -> {
            orders.insertOne(order(1, 1, "a"));
            orders.insertOne(order(3, 1, "a"));

            MongoBulkWriteException refused = catchThrowableOfType(MongoBulkWriteException.class,
                    () -> orders.bulkWrite(List.of(
                            new InsertOneModel<>(order(0, 1, "a")),
                            new InsertOneModel<>(order(1, 1, "duplicate")),
                            new ReplaceOneModel<>(guard(3, 1, "a"), order(3, 2, "b")),
                            new InsertOneModel<>(order(3, 1, "duplicate")),
                            new InsertOneModel<>(order(4, 1, "a"))), new BulkWriteOptions().ordered(false)));

            assertThat(refused.getWriteErrors()).extracting(BulkWriteError::getIndex).containsExactly(1, 3);
            assertThat(refused.getWriteErrors()).extracting(BulkWriteError::getCode).containsOnly(11_000);
            assertThat(refused.getWriteResult().getInsertedCount()).isEqualTo(2);
            assertThat(refused.getWriteResult().getModifiedCount()).isEqualTo(1);
            assertThat(orders.find(eq("_id", 3)).first()).isEqualTo(order(3, 2, "b"));
            assertThat(orders.countDocuments()).isEqualTo(4);
        });
    }

    @Test
    void replacesOnlyWhereAllThreeGuardsHold() {
        inMemory(orders -> {
            orders.insertOne(order(1, 7, "rev"));

            assertThat(orders.replaceOne(guard(1, 6, "rev"), order(1, 8, "next")).getMatchedCount()).isZero();
            assertThat(orders.replaceOne(guard(1, 7, "other"), order(1, 8, "next")).getMatchedCount()).isZero();
            assertThat(orders.replaceOne(guard(2, 7, "rev"), order(2, 8, "next")).getMatchedCount()).isZero();
            assertThat(orders.replaceOne(guard(1, 7, "rev"), order(1, 8, "next")).getMatchedCount()).isEqualTo(1);
            assertThat(orders.find().into(new ArrayList<>())).containsExactly(order(1, 8, "next"));
        });
    }

    @Test
    void findsWhatHasAMemberByAnIndexOverARestart() {
        Settings settings = new Settings(0, folder);
        withStore(settings, batches -> {
            batches.createIndex(Indexes.ascending("commands.id"));
            batches.insertMany(List.of(batch(1, "a", "b"), batch(2, "b", "c"), batch(3), batch(4, "d")));
            batches.deleteOne(eq("_id", 4));
        });
        withStore(settings, batches -> {
            batches.replaceOne(eq("_id", 3), batch(3, "c"));

            assertThat(batches.find(in("commands.id", "b", "z"))).containsExactly(batch(1, "a", "b"),
                    batch(2, "b", "c"));
            assertThat(batches.find(eq("commands.id", "c"))).containsExactly(batch(2, "b", "c"), batch(3, "c"));
            assertThat(batches.find(and(eq("commands.id", "b"), eq("_id", 2)))).containsExactly(batch(2, "b", "c"));
            assertThat(batches.find(eq("commands.id", "d"))).isEmpty();
            assertThat(batches.find(exists("commands.id", false))).isEmpty();
        });
    }

    private static Document batch(int id, String... commands) {
        return new Document("_id", id).append("commands",
                Stream.of(commands).map(command -> new Document("id", command)).toList());
    }

    @Test
    void keepsDocumentsAndUniqueIndexesOverARestart() {
        withStore(new Settings(0, folder), orders -> orders.insertOne(order(1, 1, "a")));
        withStore(new Settings(0, folder), orders -> {
            assertThat(orders.find().first()).isEqualTo(order(1, 1, "a"));
            assertThatExceptionOfType(com.mongodb.MongoWriteException.class)
                    .isThrownBy(() -> orders.insertOne(order(1, 1, "b")));
        });
    }

    @Test
    void holdsItsFolderUntilItsProcessIsKilledAndKeepsEveryAcknowledgedWrite() throws Exception {
        try (ChildJvm child = ChildJvm.run(WriteForever.class, folder)) {
            child.awaitLine("500");
            assertThatExceptionOfType(EmbeddedServerException.class)
                    .isThrownBy(() -> EmbeddedStore.start(new Settings(0, folder)))
                    .withMessageContaining("is in use by another running server");
            child.kill();
        }
        withStore(new Settings(0, folder), orders -> {
            for (int i = 0; i <= 500; i++) {
                assertThat(orders.find(eq("_id", i)).first()).isEqualTo(new Document("_id", i).append("version", 2));
            }
        });
    }

    @Test
    void saysThatItsFolderIsInUse() {
        try (EmbeddedStore running = EmbeddedStore.start(new Settings(0, folder))) {
            assertThat(running.port()).isPositive();
            assertThatExceptionOfType(EmbeddedServerException.class)
                    .isThrownBy(() -> EmbeddedStore.start(new Settings(0, folder)))
                    .withMessage("The data folder " + folder + " is in use by another running server;"
                            + " stop that one first or choose another folder.");
        }
    }

    @Test
    void saysThatItsPortIsTaken() {
        try (EmbeddedStore running = EmbeddedStore.start(Settings.inMemory())) {
            assertThatExceptionOfType(EmbeddedServerException.class)
                    .isThrownBy(() -> EmbeddedStore.start(new Settings(running.port(), null)))
                    .withMessage("The port " + running.port()
                            + " on 127.0.0.1 is taken; stop what listens there or choose another port.");
        }
    }

    /** Another address of this machine, as those of a network are; only Linux has it without being asked. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void listensBeyondLoopbackOnlyWhenTold() throws Exception {
        InetAddress other = InetAddress.getByName("127.0.0.2");
        try (EmbeddedStore loopback = EmbeddedStore.start(Settings.inMemory());
                EmbeddedStore everywhere = EmbeddedStore
                        .start(new Settings(InetAddress.getByName("0.0.0.0"), 0, null))) {
            new Socket(other, everywhere.port()).close();
            assertThatExceptionOfType(ConnectException.class)
                    .isThrownBy(() -> new Socket(other, loopback.port()).close());
        }
    }

    @Test
    void saysThatItsFileIsDamaged() throws Exception {
        Files.writeString(folder.resolve("store.mv.db"), "not a store".repeat(1000));

        assertThatExceptionOfType(EmbeddedServerException.class)
                .isThrownBy(() -> EmbeddedStore.start(new Settings(0, folder)))
                .withMessageEndingWith("cannot be read; delete it to start empty.");
    }

    private static void inMemory(Consumer<MongoCollection<Document>> test) {
        withStore(Settings.inMemory(), test);
    }

    private static void withStore(Settings settings, Consumer<MongoCollection<Document>> test) {
        try (EmbeddedStore store = EmbeddedStore.start(settings);
                MongoClient client = MongoClients.create(store.uri())) {
            test.accept(client.getDatabase("test").getCollection("orders"));
        }
    }

    private static Document order(int id, int version, String rev) {
        return new Document("_id", id).append("version", version).append("rev", rev);
    }

    private static org.bson.conversions.Bson guard(int id, int version, String rev) {
        return and(eq("_id", id), eq("version", version), eq("rev", rev));
    }
}
