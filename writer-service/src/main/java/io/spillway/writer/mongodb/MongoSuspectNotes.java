package io.spillway.writer.mongodb;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import io.spillway.writer.core.StoreUnavailableException;
import io.spillway.writer.core.SuspectNotes;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;

/** The collection {@code suspects}: one small document for each message on which a writer may have died. */
@Component
public final class MongoSuspectNotes implements SuspectNotes {

    static final String COLLECTION = "suspects";

    private static final String ATTEMPTS = "attempts";
    private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);

    private final MongoTemplate template;
    private final Retention retention;
    private final Clock clock;

    public MongoSuspectNotes(MongoTemplate template, Retention retention, Clock clock) {
        this.template = template;
        this.retention = retention;
        this.clock = clock;
    }

    @Override
    public Set<String> noted(Collection<String> messages) {
        return ask(suspects -> {
            Set<String> noted = new HashSet<>();
            for (Document suspect : suspects.find(Filters.in("_id", messages)).projection(Projections.include("_id"))) {
                noted.add(suspect.getString("_id"));
            }
            return noted;
        });
    }

    @Override
    public void noteTogether(Collection<String> messages) {
        List<WriteModel<Document>> notes = new ArrayList<>(messages.size());
        for (String message : messages) {
            notes.add(new UpdateOneModel<>(Filters.eq("_id", message), expiry(), UPSERT));
        }
        ask(suspects -> suspects.bulkWrite(notes, new BulkWriteOptions().ordered(false)));
    }

    @Override
    public int noteAlone(String message, UUID attempt) {
        Bson note = Updates.combine(expiry(), Updates.addToSet(ATTEMPTS, attempt));
        return ask(suspects -> {
            Document noted = suspects.findOneAndUpdate(Filters.eq("_id", message), note,
                    new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER));
            return noted == null ? 1 : noted.getList(ATTEMPTS, UUID.class).size();
        });
    }

    @Override
    public void withdraw(String message, UUID attempt) {
        ask(suspects -> suspects.updateOne(Filters.eq("_id", message), Updates.pull(ATTEMPTS, attempt)));
    }

    @Override
    public void forget(Collection<String> messages) {
        ask(suspects -> suspects.deleteMany(Filters.in("_id", messages)));
    }

    /** As long as the ledger: a message that rests longer is met as an unknown one. */
    private Bson expiry() {
        return Updates.set("expiresAt", Date.from(clock.instant().plus(retention.ledger())));
    }

    private <T> T ask(Function<MongoCollection<Document>, T> question) {
        try {
            return question.apply(MongoOrderStore.majority(template.getCollection(COLLECTION)));
        } catch (MongoException noAnswer) {
            throw new StoreUnavailableException(noAnswer);
        }
    }
}
