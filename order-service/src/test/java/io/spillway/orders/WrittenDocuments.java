package io.spillway.orders;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import org.bson.Document;
import org.bson.UuidRepresentation;
import org.bson.types.Binary;

/** Documents as the writer leaves them in the store. */
final class WrittenDocuments implements AutoCloseable {

    static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    private final MongoClient client;
    private final MongoDatabase database;
    private int sequence;

    WrittenDocuments(String uri, String name) {
        client = MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(uri))
                .uuidRepresentation(UuidRepresentation.STANDARD)
                .build());
        database = client.getDatabase(name);
    }

    WrittenDocuments(TestDatabase database) {
        this(database.uri(), database.name());
    }

    /** A user's order for one customer. */
    Document order(String createdBy, String customerId, Instant createdAt) {
        return new Document("_id", nextId())
                .append("createdBy", createdBy)
                .append("customerId", customerId)
                .append("currency", "EUR")
                .append("items", List.of(
                        new Document("sku", "tea").append("name", "Green tea").append("quantity", 2)
                                .append("unitPrice", 450L),
                        new Document("sku", "cup").append("name", "Cup").append("quantity", 1)
                                .append("unitPrice", 1_200L)))
                .append("total", 2_100L)
                .append("status", "PLACED")
                .append("version", 1L)
                .append("createdAt", Date.from(createdAt))
                .append("updatedAt", Date.from(createdAt))
                .append("rev", UUID.randomUUID())
                .append("chain", List.of(new Document("id", UUID.randomUUID()).append("version", 1L)));
    }

    /** What stays of an order after it was deleted. */
    Document tombstone(String createdBy, Instant createdAt) {
        return new Document("_id", nextId())
                .append("createdBy", createdBy)
                .append("version", 2L)
                .append("createdAt", Date.from(createdAt))
                .append("deletedAt", Date.from(createdAt.plusSeconds(60)))
                .append("expiresAt", Date.from(createdAt.plusSeconds(86_400)))
                .append("rev", UUID.randomUUID())
                .append("chain", List.of());
    }

    /** A command in a batch, without its outcome. */
    Document command(UUID id, String kind) {
        return new Document("id", id)
                .append("order", nextId())
                .append("kind", kind)
                .append("actor", "demo")
                .append("hash", new Binary(new byte[16]))
                .append("at", Date.from(NOON));
    }

    /** Stores the order and gives its id. */
    UUID write(Document order) {
        database.getCollection("orders").insertOne(order);
        return order.get("_id", UUID.class);
    }

    void replace(Document order) {
        database.getCollection("orders").replaceOne(new Document("_id", order.get("_id")), order);
    }

    void writeBatch(Instant writtenAt, Document... commands) {
        database.getCollection("batches").insertOne(new Document("_id", UUID.randomUUID())
                .append("writtenAt", Date.from(writtenAt))
                .append("expiresAt", Date.from(writtenAt.plusSeconds(172_800)))
                .append("commands", List.of(commands)));
    }

    /** Each greater than the one before, as time-ordered ids are. */
    private UUID nextId() {
        return new UUID(0x019b000000007000L, 0x8000000000000000L + ++sequence);
    }

    @Override
    public void close() {
        client.close();
    }
}
