package io.spillway.gateway.mongodb;

import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.spillway.contract.identity.Role;
import io.spillway.contract.order.UserId;
import io.spillway.gateway.core.identity.Account;
import io.spillway.gateway.core.identity.AccountStore;
import io.spillway.gateway.core.identity.Username;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;

/** The collection {@code users}. A document's id is the name, so that no name is given twice, whatever indexes there are. */
@Component
final class MongoAccountStore implements AccountStore {

    static final String USER_ID = "userId";
    private static final String PASSWORD_HASH = "passwordHash";
    private static final String CONSUMER_KEY_HASH = "consumerKeyHash";
    private static final String ROLES = "roles";
    private static final String CREATED_AT = "createdAt";

    private final MongoTemplate template;

    MongoAccountStore(MongoTemplate template) {
        this.template = template;
    }

    @Override
    public boolean add(Account account) {
        return Faults.translated(() -> {
            try {
                users().insertOne(write(account));
                return true;
            } catch (MongoWriteException refused) {
                if (refused.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                    return false;
                }
                throw refused;
            }
        });
    }

    @Override
    public Optional<Account> byName(Username username) {
        return Faults.translated(() -> read(users().find(Filters.eq(username.value())).first()));
    }

    @Override
    public Optional<Account> byId(UserId id) {
        return Faults.translated(() -> read(users().find(Filters.eq(USER_ID, id.value())).first()));
    }

    @Override
    public Optional<String> replaceConsumerKey(UserId id, String newHash) {
        return Faults.translated(() -> Optional
                .ofNullable(users().findOneAndUpdate(Filters.eq(USER_ID, id.value()),
                        Updates.set(CONSUMER_KEY_HASH, newHash)))
                .map(before -> before.getString(CONSUMER_KEY_HASH)));
    }

    private static Document write(Account account) {
        return new Document("_id", account.username().value())
                .append(USER_ID, account.id().value())
                .append(PASSWORD_HASH, account.passwordHash())
                .append(CONSUMER_KEY_HASH, account.consumerKeyHash())
                .append(ROLES, account.roles().stream().map(Role::name).sorted().toList())
                .append(CREATED_AT, Date.from(account.createdAt()));
    }

    private static Optional<Account> read(@Nullable Document document) {
        return Optional.ofNullable(document).map(user -> new Account(new UserId(user.getString(USER_ID)),
                new Username(user.getString("_id")), user.getString(PASSWORD_HASH), user.getString(CONSUMER_KEY_HASH),
                roles(user.getList(ROLES, String.class)), user.getDate(CREATED_AT).toInstant()));
    }

    private static Set<Role> roles(List<String> names) {
        return names.stream().map(Role::valueOf).collect(Collectors.toUnmodifiableSet());
    }

    private MongoCollection<Document> users() {
        return template.getCollection(Collections.USERS);
    }
}
