package io.spillway.writer.mongodb;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import io.spillway.contract.command.CommandHeader;
import io.spillway.contract.command.CommandId;
import io.spillway.writer.core.Ledger;
import io.spillway.writer.core.StoreUnavailableException;
import io.spillway.writer.core.Verdict;
import org.bson.BsonWriter;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;

/** The collection {@code batches}: one document a batch, which order-service reads to tell what became of a command. */
@Component
public final class MongoLedger implements Ledger {

    static final String COLLECTION = "batches";

    private final MongoTemplate template;
    private final Retention retention;
    private final Clock clock;

    public MongoLedger(MongoTemplate template, Retention retention, Clock clock) {
        this.template = template;
        this.retention = retention;
        this.clock = clock;
    }

    @Override
    public Map<CommandId, Verdict> find(Set<CommandId> commands) {
        List<UUID> wanted = commands.stream().map(CommandId::value).toList();
        Map<CommandId, Verdict> found = new HashMap<>();
        try {
            for (Document batch : batches().find(Filters.in("commands.id", wanted))
                    .projection(Projections.include("commands"))) {
                for (Document entry : batch.getList("commands", Document.class)) {
                    CommandId id = new CommandId(entry.get("id", UUID.class));
                    if (commands.contains(id) && !Verdicts.isDeadLettered(entry)) {
                        found.putIfAbsent(id, Verdicts.read(entry));
                    }
                }
            }
        } catch (MongoException noAnswer) {
            throw new StoreUnavailableException(noAnswer);
        }
        return found;
    }

    @Override
    public void record(Entry entry) {
        try {
            batches().withDocumentClass(RawBsonDocument.class).insertOne(write(entry));
        } catch (MongoWriteException refused) {
            // The same entry landed before: an earlier attempt did it, though its answer was lost.
            if (ErrorCategory.fromErrorCode(refused.getCode()) != ErrorCategory.DUPLICATE_KEY) {
                throw new StoreUnavailableException(refused);
            }
        } catch (MongoException unknown) {
            throw new StoreUnavailableException(unknown);
        }
    }

    private RawBsonDocument write(Entry entry) {
        Instant now = clock.instant();
        return Bytes.of(document -> {
            Bytes.write(document, "_id", entry.id());
            Bytes.write(document, "writtenAt", now);
            Bytes.write(document, "expiresAt", now.plus(retention.ledger()));
            document.writeStartArray("commands");
            entry.commands().forEach(command -> write(document, command));
            document.writeEndArray();
        });
    }

    private static void write(BsonWriter document, RecordedCommand command) {
        CommandHeader header = command.header();
        document.writeStartDocument();
        Bytes.write(document, "id", header.id().value());
        Bytes.write(document, "order", header.orderId().value());
        document.writeString("kind", command.kind().label());
        document.writeString("actor", header.actor().user().value());
        Bytes.write(document, "at", header.issuedAt());
        Verdicts.write(document, header.payloadHash(), command.outcome());
        document.writeEndDocument();
    }

    private MongoCollection<Document> batches() {
        return MongoOrderStore.majority(template.getCollection(COLLECTION));
    }
}
