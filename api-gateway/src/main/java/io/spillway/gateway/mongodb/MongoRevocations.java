package io.spillway.gateway.mongodb;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import io.spillway.gateway.core.identity.Revocation;
import io.spillway.gateway.core.identity.Revocations;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;

/** The collection {@code revocations}: what was revoked, when, and how long that matters. */
@Component
final class MongoRevocations implements Revocations {

    static final String ADDED_AT = "addedAt";
    static final String EXPIRES_AT = "expiresAt";

    private final MongoTemplate template;
    private final Clock clock;

    MongoRevocations(MongoTemplate template, Clock clock) {
        this.template = template;
        this.clock = clock;
    }

    @Override
    public void add(Revocation revocation) {
        Faults.translated(() -> revocations().replaceOne(Filters.eq(revocation.subject()),
                new Document("_id", revocation.subject())
                        .append(ADDED_AT, Date.from(clock.instant()))
                        .append(EXPIRES_AT, Date.from(revocation.expiresAt())),
                new ReplaceOptions().upsert(true)));
    }

    @Override
    public List<Revocation> addedSince(Instant time) {
        return Faults.translated(() -> {
            List<Revocation> found = new ArrayList<>();
            for (Document revocation : revocations().find(Filters.and(Filters.gte(ADDED_AT, Date.from(time)),
                    Filters.gt(EXPIRES_AT, Date.from(clock.instant()))))) {
                found.add(new Revocation(revocation.getString("_id"), revocation.getDate(EXPIRES_AT).toInstant()));
            }
            return found;
        });
    }

    private MongoCollection<Document> revocations() {
        return template.getCollection(Collections.REVOCATIONS);
    }
}
