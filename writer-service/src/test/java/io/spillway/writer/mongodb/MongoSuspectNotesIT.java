package io.spillway.writer.mongodb;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.UUID;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.spillway.testservers.TestServers;
import io.spillway.testservers.TestStore;
import io.spillway.writer.core.SuspectNotes;
import io.spillway.writer.core.SuspectNotesContract;
import org.bson.UuidRepresentation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** The contract, held against whatever MongoDB-protocol server there is. */
class MongoSuspectNotesIT extends SuspectNotesContract {

    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

    private final TestStore server = TestServers.store();
    private final String database = server.uniqueDatabase(MongoSuspectNotesIT.class);
    private final MongoClient client = MongoClients.create(MongoClientSettings.builder()
            .applyConnectionString(new ConnectionString(server.uri()))
            .uuidRepresentation(UuidRepresentation.STANDARD).build());
    private final MongoTemplate template = new MongoTemplate(client, database);

    @AfterEach
    void drop() {
        client.close();
        server.dropDatabase(database);
    }

    @Override
    protected SuspectNotes notes() {
        return new MongoSuspectNotes(template, new Retention(Duration.ofHours(24), Duration.ofHours(50)),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Test
    void aNoteExpiresByTheWritersClock() {
        notes().noteTogether(List.of("a"));
        notes().noteAlone("b", UUID.randomUUID());

        assertThat(template.getCollection("suspects").find()).hasSize(2).extracting(note -> note.getDate("expiresAt"))
                .containsOnly(Date.from(NOW.plus(Duration.ofHours(50))));
    }
}
