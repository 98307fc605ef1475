package io.spillway.orders.mongodb;

import java.util.List;
import java.util.Optional;

import io.spillway.contract.command.CommandId;
import io.spillway.contract.outcome.CommandRecord;
import io.spillway.contract.outcome.Outcome;
import io.spillway.contract.outcome.RefusalCode;
import io.spillway.orders.core.CommandRecords;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.BasicQuery;
import org.springframework.stereotype.Component;

/** Reads the ledger, the collection {@code batches}. */
@Component
final class MongoCommandRecords implements CommandRecords {

    private static final Outcome DEAD_LETTERED = new Outcome.Rejected(RefusalCode.DEAD_LETTERED);

    private final MongoTemplate mongo;

    MongoCommandRecords(MongoTemplate mongo) {
        this.mongo = mongo;
    }

    @Override
    public Optional<CommandRecord> find(CommandId id) {
        Document element = new Document(Fields.COMMAND_ID, id.value());
        BasicQuery query = new BasicQuery(
                new Document(Fields.COMMANDS, new Document("$elemMatch", element)),
                // Of a batch that may hold thousands, this one.
                new Document(Fields.WRITTEN_AT, 1)
                        .append(Fields.COMMANDS, new Document("$elemMatch", element)));
        query.setSortObject(new Document(Fields.WRITTEN_AT, 1));
        List<CommandRecord> oldestFirst = StoreFaults
                .translated(() -> mongo.find(query, Document.class, Fields.BATCHES))
                .stream()
                .map(batch -> record(batch, id))
                .toList();
        // Decided twice, it stands the same in both batches; the first is when it was completed. That it was put aside
        // counts only as long as nothing was decided: a replay gives the real outcome.
        return oldestFirst.stream().filter(record -> !record.outcome().equals(DEAD_LETTERED)).findFirst()
                .or(() -> oldestFirst.stream().findFirst());
    }

    private static CommandRecord record(Document batch, CommandId id) {
        return Values.list(batch, Fields.COMMANDS, command -> command)
                .stream()
                // A store that ignores the projection hands over the whole batch.
                .filter(command -> id.value().equals(command.get(Fields.COMMAND_ID)))
                .findFirst()
                .map(command -> CommandMapping.record(command, Values.instant(batch, Fields.WRITTEN_AT)))
                .orElseThrow();
    }
}
