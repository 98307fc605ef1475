package io.spillway.writer.mongodb;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.spillway.testservers.TestServers;
import io.spillway.testservers.TestStore;
import io.spillway.writer.core.CommandFixtures;
import io.spillway.writer.core.Ledger;
import io.spillway.writer.core.LoadTooLargeException;
import io.spillway.writer.core.OrderState;
import io.spillway.writer.core.OrderStore;
import io.spillway.writer.core.OrderStore.OrderWrite;
import io.spillway.writer.core.StoreContract;
import io.spillway.writer.core.StoredOrder;
import org.bson.Document;
import org.bson.UuidRepresentation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The contract, held against whatever MongoDB-protocol server there is. */
class MongoStoreIT extends StoreContract {

    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");
    private static final Retention RETENTION = new Retention(Duration.ofHours(30), Duration.ofHours(50));

    private final TestStore server = TestServers.store();
    private final String database = server.uniqueDatabase(MongoStoreIT.class);
    private final MongoClient client = MongoClients.create(MongoClientSettings.builder()
            .applyConnectionString(new ConnectionString(server.uri()))
            .uuidRepresentation(UuidRepresentation.STANDARD).build());
    private final MongoTemplate template = new MongoTemplate(client, database);
    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);

    @AfterEach
    void drop() {
        client.close();
        server.dropDatabase(database);
    }

    @Override
    protected OrderStore store() {
        return new MongoOrderStore(template, RETENTION, clock);
    }

    @Override
    protected Ledger ledger() {
        return new MongoLedger(template, RETENTION, clock);
    }

    @Test
    void aTombstoneExpiresByTheWritersClock() {
        StoredOrder tombstone = new StoredOrder(CommandFixtures.order("A"),
                new OrderState.Deleted(CommandFixtures.ANN.user(), 2, CommandFixtures.NOON, CommandFixtures.NOON),
                UUID.randomUUID(), Map.of());

        store().write(List.of(new OrderWrite(null, tombstone)));

        Document document = template.getCollection("orders").find().first();
        assertThat(document).containsEntry("expiresAt", Date.from(NOW.plus(Duration.ofHours(30))))
                .containsEntry("deletedAt", Date.from(CommandFixtures.NOON)).doesNotContainKey("items");
    }

    @Test
    void loadsNoMoreAtOnceThanThereIsMemoryForButAlwaysOne() {
        OrderStore store = new MongoOrderStore(template, RETENTION, clock, 300);
        List<StoredOrder> tombstones = Stream.of("A", "B").map(name -> new StoredOrder(CommandFixtures.order(name),
                new OrderState.Deleted(CommandFixtures.ANN.user(), 2, CommandFixtures.NOON, CommandFixtures.NOON),
                UUID.randomUUID(), Map.of())).toList();
        store.write(tombstones.stream().map(tombstone -> new OrderWrite(null, tombstone)).toList());

        assertThat(store.load(Set.of(CommandFixtures.order("A")))).hasSize(1);
        assertThatThrownBy(() -> store.load(Set.of(CommandFixtures.order("A"), CommandFixtures.order("B"))))
                .isInstanceOf(LoadTooLargeException.class);
        assertThat(store().load(Set.of(CommandFixtures.order("A"), CommandFixtures.order("B")))).hasSize(2);
    }

    @Test
    void aLedgerEntryExpiresByTheWritersClock() {
        ledger().record(new Ledger.Entry(UUID.randomUUID(), List.of()));

        assertThat(template.getCollection("batches").find().first())
                .containsEntry("writtenAt", Date.from(NOW))
                .containsEntry("expiresAt", Date.from(NOW.plus(Duration.ofHours(50))));
    }

    @Test
    void createsTheIndexesAlsoTwice() {
        MongoIndexes indexes = new MongoIndexes(template);

        assertThat(indexes.create()).isTrue();
        assertThat(indexes.create()).isTrue();
    }
}
