package io.spillway.e2e;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import io.spillway.testservers.MongoAccounts;
import io.spillway.testservers.RequiresImage;
import io.spillway.testservers.ServerImage;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** What MongoDB allows to each service's account, and what it refuses. */
@RequiresImage(ServerImage.MONGODB)
class StoreRightsIT {

    private static final int UNAUTHORIZED = 13;
    private static final Document ANY = new Document();

    private static MongoAccounts accounts;
    private static final Map<String, MongoClient> CLIENTS = new HashMap<>();

    @BeforeAll
    static void start() {
        accounts = new MongoAccounts();
        Stream.of("root", "gateway", "writer", "order-service")
                .forEach(account -> CLIENTS.put(account, MongoClients.create(accounts.uri(account))));
        for (String collection : List.of("orders", "batches", "suspects")) {
            CLIENTS.get("root").getDatabase("orders").getCollection(collection).insertOne(document());
        }
        for (String collection : List.of("users", "sessions", "revocations")) {
            CLIENTS.get("root").getDatabase("identity").getCollection(collection).insertOne(document());
        }
    }

    @AfterAll
    static void close() {
        CLIENTS.values().forEach(MongoClient::close);
        if (accounts != null) {
            accounts.close();
        }
    }

    interface Attempt {
        void on(MongoCollection<Document> collection);
    }

    private static Document document() {
        return new Document("_id", UUID.randomUUID().toString());
    }

    private static Arguments attempt(String account, String what, String collection, Attempt attempt) {
        return arguments(account, what, collection, attempt);
    }

    private static Arguments find(String account, String collection) {
        return attempt(account, "find", collection, all -> all.find(ANY).first());
    }

    private static Arguments insert(String account, String collection) {
        return attempt(account, "insert", collection, all -> all.insertOne(document()));
    }

    private static Arguments replace(String account, String collection) {
        return attempt(account, "replace", collection, all -> all.replaceOne(ANY, new Document("a", 1)));
    }

    private static Arguments upsert(String account, String collection) {
        return attempt(account, "upsert", collection,
                all -> all.replaceOne(document(), new Document("a", 1), new ReplaceOptions().upsert(true)));
    }

    private static Arguments update(String account, String collection) {
        return attempt(account, "update", collection, all -> all.updateOne(ANY, Updates.set("a", 1)));
    }

    private static Arguments delete(String account, String collection) {
        return attempt(account, "delete", collection, all -> all.deleteOne(document()));
    }

    private static Arguments index(String account, String collection) {
        return attempt(account, "create an index", collection, all -> all.createIndex(Indexes.ascending("a")));
    }

    private static Arguments drop(String account, String collection) {
        return attempt(account, "drop", collection, MongoCollection::drop);
    }

    static Stream<Arguments> whatEachNeeds() {
        return Stream.of(
                find("writer", "orders.orders"), insert("writer", "orders.orders"), replace("writer", "orders.orders"),
                index("writer", "orders.orders"),
                find("writer", "orders.batches"), insert("writer", "orders.batches"), index("writer", "orders.batches"),
                find("writer", "orders.suspects"), delete("writer", "orders.suspects"),
                index("writer", "orders.suspects"),
                attempt("writer", "note together", "orders.suspects", all -> all.updateOne(document(),
                        Updates.set("a", 1), new UpdateOptions().upsert(true))),
                attempt("writer", "note alone", "orders.suspects", all -> all.findOneAndUpdate(document(),
                        Updates.set("a", 1), new FindOneAndUpdateOptions().upsert(true))),
                find("order-service", "orders.orders"), find("order-service", "orders.batches"),
                find("gateway", "identity.users"), insert("gateway", "identity.users"),
                index("gateway", "identity.users"),
                attempt("gateway", "change a key", "identity.users",
                        all -> all.findOneAndUpdate(Filters.eq("a", 2), Updates.set("a", 1))),
                find("gateway", "identity.sessions"), insert("gateway", "identity.sessions"),
                update("gateway", "identity.sessions"), delete("gateway", "identity.sessions"),
                index("gateway", "identity.sessions"),
                find("gateway", "identity.revocations"), upsert("gateway", "identity.revocations"),
                index("gateway", "identity.revocations"));
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @MethodSource("whatEachNeeds")
    void isAllowed(String account, String what, String collection, Attempt attempt) {
        assertThatCode(() -> attempt.on(collection(account, collection))).doesNotThrowAnyException();
    }

    static Stream<Arguments> whatNobodyMay() {
        return Stream.of(
                delete("writer", "orders.orders"), drop("writer", "orders.orders"),
                replace("writer", "orders.batches"), delete("writer", "orders.batches"),
                drop("writer", "orders.batches"), insert("writer", "orders.others"),
                find("writer", "identity.users"), insert("writer", "identity.users"),
                insert("order-service", "orders.orders"), replace("order-service", "orders.orders"),
                delete("order-service", "orders.orders"), index("order-service", "orders.orders"),
                insert("order-service", "orders.batches"), find("order-service", "orders.suspects"),
                find("order-service", "identity.users"),
                find("gateway", "orders.orders"), insert("gateway", "orders.orders"), find("gateway", "orders.batches"),
                delete("gateway", "identity.users"), drop("gateway", "identity.users"),
                delete("gateway", "identity.revocations"), insert("gateway", "identity.others"));
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @MethodSource("whatNobodyMay")
    void isRefused(String account, String what, String collection, Attempt attempt) {
        assertUnauthorized(() -> attempt.on(collection(account, collection)));
    }

    static Stream<String> accounts() {
        return Stream.of("gateway", "writer", "order-service");
    }

    @ParameterizedTest
    @MethodSource("accounts")
    void nobodyAdministers(String account) {
        MongoClient client = CLIENTS.get(account);
        assertUnauthorized(() -> client.getDatabase("orders").drop());
        assertUnauthorized(() -> client.getDatabase("admin").getCollection("system.users").find().first());
        assertUnauthorized(() -> client.getDatabase("admin").runCommand(new Document("createUser", "somebody")
                .append("pwd", "some password").append("roles", List.of("root"))));
        assertUnauthorized(() -> client.getDatabase("admin").runCommand(new Document("grantRolesToUser", account)
                .append("roles", List.of("root"))));
    }

    private static void assertUnauthorized(Runnable attempt) {
        assertThatThrownBy(attempt::run).isInstanceOfSatisfying(MongoException.class,
                refused -> assertThat(refused.getCode()).isEqualTo(UNAUTHORIZED));
    }

    private static MongoCollection<Document> collection(String account, String name) {
        int dot = name.indexOf('.');
        return CLIENTS.get(account).getDatabase(name.substring(0, dot)).getCollection(name.substring(dot + 1));
    }
}
