package io.spillway.writer.mongodb;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.WriteModel;
import io.spillway.contract.order.OrderId;
import io.spillway.writer.core.LoadTooLargeException;
import io.spillway.writer.core.OrderStore;
import io.spillway.writer.core.StoreUnavailableException;
import io.spillway.writer.core.StoredOrder;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.Codec;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;

/** The collection {@code orders}. Writes wait for a majority, whatever the connection string says. */
@Component
public final class MongoOrderStore implements OrderStore {

    static final String COLLECTION = "orders";

    // Unordered: one bad order must not stop its neighbours.
    private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);

    /** An answer of the server is in memory as a whole. */
    private static final int ORDERS_PER_ANSWER = 100;

    private final MongoTemplate template;
    private final Retention retention;
    private final Clock clock;
    private final long maxLoad;

    @Autowired
    public MongoOrderStore(MongoTemplate template, Retention retention, Clock clock) {
        this(template, retention, clock, Runtime.getRuntime().maxMemory() / 128);
    }

    /** @param maxLoad how many bytes of documents to load at once */
    MongoOrderStore(MongoTemplate template, Retention retention, Clock clock, long maxLoad) {
        this.template = template;
        this.retention = retention;
        this.clock = clock;
        this.maxLoad = maxLoad;
    }

    @Override
    public Map<OrderId, StoredOrder> load(Set<OrderId> ids) {
        List<UUID> wanted = ids.stream().map(OrderId::value).toList();
        Map<OrderId, StoredOrder> found = new HashMap<>();
        MongoCollection<RawBsonDocument> orders = orders();
        Codec<Document> codec = codec(orders);
        long bytes = 0;
        try (MongoCursor<RawBsonDocument> documents = orders.find(Filters.in("_id", wanted))
                .batchSize(ORDERS_PER_ANSWER).cursor()) {
            while (documents.hasNext()) {
                RawBsonDocument document = documents.next();
                bytes += document.getByteBuffer().remaining();
                if (bytes > maxLoad && ids.size() > 1) {
                    throw new LoadTooLargeException(ids.size(), maxLoad);
                }
                StoredOrder order = OrderDocuments.read(document.decode(codec));
                found.put(order.id(), order);
            }
        } catch (MongoException noAnswer) {
            throw new StoreUnavailableException(noAnswer);
        }
        return found;
    }

    @Override
    public List<WriteResult> write(List<OrderWrite> writes) {
        Instant tombstoneExpiry = clock.instant().plus(retention.tombstones());
        MongoCollection<RawBsonDocument> orders = orders();
        List<WriteModel<RawBsonDocument>> models = new ArrayList<>(writes.size());
        writes.forEach(write -> models.add(model(write, tombstoneExpiry)));
        try {
            return results(writes, orders.bulkWrite(models, UNORDERED), List.of());
        } catch (MongoBulkWriteException partly) {
            if (WriteErrors.passes(partly)) {
                // Also where some results are known: to look again at once would be a busy loop on a server in trouble.
                throw new StoreUnavailableException(partly);
            }
            return results(writes, partly.getWriteResult(), partly.getWriteErrors());
        } catch (MongoException unknown) {
            throw new StoreUnavailableException(unknown);
        }
    }

    private static WriteModel<RawBsonDocument> model(OrderWrite write, Instant tombstoneExpiry) {
        RawBsonDocument next = OrderDocuments.write(write.next(), tombstoneExpiry);
        StoredOrder replaced = write.replaced();
        if (replaced == null) {
            return new InsertOneModel<>(next);
        }
        return new ReplaceOneModel<>(new Document("_id", replaced.id().value())
                .append("version", replaced.version())
                .append("rev", replaced.rev()), next);
    }

    /**
     * A bulk write names the operations that failed, but of replacements whose guard did not hold it only tells how many
     * there were. If there was one, all replacements are uncertain; reading them again tells by their chain.
     */
    private static List<WriteResult> results(List<OrderWrite> writes, BulkWriteResult done,
            List<BulkWriteError> errors) {
        Map<Integer, WriteResult> failed = new HashMap<>();
        errors.forEach(error -> failed.put(error.getIndex(), WriteErrors.classify(error.getCode())));
        int expectedMatches = 0;
        for (int i = 0; i < writes.size(); i++) {
            if (writes.get(i).replaced() != null && !failed.containsKey(i)) {
                expectedMatches++;
            }
        }
        WriteResult replacement = done.getMatchedCount() == expectedMatches
                ? WriteResult.WRITTEN
                : expectedMatches == 1 ? WriteResult.CONFLICT : WriteResult.UNKNOWN;
        List<WriteResult> results = new ArrayList<>(writes.size());
        for (int i = 0; i < writes.size(); i++) {
            WriteResult otherwise = writes.get(i).replaced() == null ? WriteResult.WRITTEN : replacement;
            results.add(failed.getOrDefault(i, otherwise));
        }
        return results;
    }

    private MongoCollection<RawBsonDocument> orders() {
        return majority(template.getCollection(COLLECTION).withDocumentClass(RawBsonDocument.class));
    }

    private static Codec<Document> codec(MongoCollection<?> collection) {
        return collection.getCodecRegistry().get(Document.class);
    }

    static <T> MongoCollection<T> majority(MongoCollection<T> collection) {
        return collection.withReadPreference(ReadPreference.primary()).withReadConcern(ReadConcern.MAJORITY)
                .withWriteConcern(WriteConcern.MAJORITY);
    }
}
