package io.spillway.gateway.mongodb;

import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.function.Supplier;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.spillway.contract.order.UserId;
import io.spillway.gateway.core.identity.RefreshTokens;
import io.spillway.gateway.core.identity.SessionId;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;

/** The collection {@code sessions}: a document for each family of refresh tokens, gone when it is revoked or expires. */
@Component
final class MongoRefreshTokens implements RefreshTokens {

    static final String EXPIRES_AT = "expiresAt";
    private static final String USER = "user";
    private static final String CURRENT = "current";

    private final MongoTemplate template;

    MongoRefreshTokens(MongoTemplate template) {
        this.template = template;
    }

    @Override
    public void begin(Family family) {
        run(() -> sessions().insertOne(new Document("_id", family.session().toString())
                .append(USER, family.user().value())
                .append(CURRENT, family.currentHash())
                .append(EXPIRES_AT, Date.from(family.expiresAt()))));
    }

    @Override
    public Optional<Family> find(SessionId session) {
        return Faults.translated(() -> Optional.ofNullable(sessions().find(Filters.eq(session.toString())).first())
                .map(family -> new Family(session, new UserId(family.getString(USER)), family.getString(CURRENT),
                        family.getDate(EXPIRES_AT).toInstant())));
    }

    @Override
    public boolean rotate(SessionId session, String spentHash, String newHash, Instant expiresAt) {
        // the filter holds the spent token: whoever comes second finds nothing to change
        return Faults.translated(() -> sessions().updateOne(
                Filters.and(Filters.eq(session.toString()), Filters.eq(CURRENT, spentHash)),
                Updates.combine(Updates.set(CURRENT, newHash), Updates.set(EXPIRES_AT, Date.from(expiresAt))))
                .getMatchedCount() == 1);
    }

    @Override
    public void revoke(SessionId session) {
        run(() -> sessions().deleteOne(Filters.eq(session.toString())));
    }

    private static void run(Supplier<?> write) {
        Faults.translated(write);
    }

    private MongoCollection<Document> sessions() {
        return template.getCollection(Collections.SESSIONS);
    }
}
