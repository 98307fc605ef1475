package io.spillway.e2e.faults;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import io.spillway.contract.command.CommandId;
import io.spillway.contract.command.PayloadHash;
import io.spillway.contract.order.OrderId;
import io.spillway.contract.outcome.Outcome;
import io.spillway.contract.outcome.RefusalCode;
import org.bson.Document;
import org.bson.UuidRepresentation;
import org.bson.types.Binary;

/** What the writers have left in the store: the ledger and the orders. Not thread-safe. */
final class StoredData implements AutoCloseable {

    static final String DATABASE = "faults";

    private final MongoClient client;
    private final Map<UUID, List<Recorded>> batches = new HashMap<>();

    StoredData(String uri) {
        client = MongoClients.create(MongoClientSettings.builder().applyConnectionString(new ConnectionString(uri))
                .uuidRepresentation(UuidRepresentation.STANDARD)
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(30, TimeUnit.SECONDS)).build());
    }

    /** What the ledger says of a command. */
    record Recorded(CommandId id, OrderId order, String kind, String actor, PayloadHash hash, Outcome outcome) {

        private static Recorded of(Document entry) {
            String refusal = entry.getString("refusal");
            return new Recorded(new CommandId(entry.get("id", UUID.class)), new OrderId(entry.get("order", UUID.class)),
                    entry.getString("kind"), entry.getString("actor"),
                    PayloadHash.of(entry.get("hash", Binary.class).getData()),
                    refusal == null
                            ? new Outcome.Applied(entry.getLong("version"))
                            : new Outcome.Rejected(RefusalCode.of(refusal).orElseThrow()));
        }
    }

    /** The ledger: each batch's commands. Only what is new since the last time is fetched; the ledger never changes. */
    Collection<List<Recorded>> batches() {
        List<UUID> unread = new ArrayList<>();
        for (Document batch : collection("batches").find().projection(Projections.include("_id"))) {
            UUID id = batch.get("_id", UUID.class);
            if (!batches.containsKey(id)) {
                unread.add(id);
            }
        }
        for (Document batch : collection("batches").find(Filters.in("_id", unread))) {
            batches.put(batch.get("_id", UUID.class),
                    batch.getList("commands", Document.class).stream().map(Recorded::of).toList());
        }
        return batches.values();
    }

    /** Those that have no outcome yet. */
    Set<CommandId> missing(Collection<CommandId> accepted) {
        Set<CommandId> missing = new HashSet<>(accepted);
        batches().forEach(batch -> batch.forEach(recorded -> missing.remove(recorded.id())));
        return missing;
    }

    /** Orders of commands that were issued and recorded after that moment. */
    Set<OrderId> ordersServedSince(Instant moment) {
        Set<OrderId> served = new HashSet<>();
        for (Document batch : collection("batches").find(Filters.gt("writtenAt", Date.from(moment)))) {
            for (Document entry : batch.getList("commands", Document.class)) {
                if (entry.getDate("at").toInstant().isAfter(moment)) {
                    served.add(new OrderId(entry.get("order", UUID.class)));
                }
            }
        }
        return served;
    }

    Map<OrderId, StoredOrder> orders() {
        Map<OrderId, StoredOrder> orders = new HashMap<>();
        for (Document document : collection("orders").find()) {
            orders.put(new OrderId(document.get("_id", UUID.class)), StoredOrder.of(document));
        }
        return orders;
    }

    private MongoCollection<Document> collection(String name) {
        return client.getDatabase(DATABASE).getCollection(name);
    }

    @Override
    public void close() {
        client.close();
    }
}
