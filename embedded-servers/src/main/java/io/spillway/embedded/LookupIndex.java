package io.spillway.embedded;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Finds the documents that have a value, also as a member of an array, as in {@code commands.id}. In memory: filled again
 * when the store opens. The library knows no index that is not unique.
 */
final class LookupIndex extends Index<Object> {

    private final String key;
    private final Map<Object, Set<Object>> positions = new HashMap<>();

    LookupIndex(String name, IndexKey key) {
        super(name, List.of(key), true); // sparse: who asks for documents without a value gets a scan
        this.key = key.getKey();
    }

    /** Also when there are more conditions: the collection checks every one of them on what an index finds. */
    @Override
    public boolean canHandle(Document query) {
        return !wanted(query).isEmpty();
    }

    @Override
    public synchronized Iterable<Object> getPositions(Document query) {
        Set<Object> found = new LinkedHashSet<>();
        wanted(query).forEach(value -> found.addAll(positions.getOrDefault(normalized(value), Set.of())));
        return found;
    }

    /** The values that the query asks for; empty when it asks in a way that only a scan can answer. */
    private List<Object> wanted(Document query) {
        Object condition = query.get(key);
        if (condition instanceof Document operators) {
            return operators.size() == 1 && operators.get("$in") instanceof Collection<?> values
                    && values.stream().allMatch(LookupIndex::isPlain) ? List.copyOf(values) : List.of();
        }
        return condition != null && isPlain(condition) ? List.of(condition) : List.of();
    }

    private static boolean isPlain(Object value) {
        return value instanceof UUID || value instanceof String || value instanceof Number || value instanceof Instant
                || value instanceof ObjectId;
    }

    private static Object normalized(Object value) {
        return new KeyValue(value).normalized().get(0);
    }

    @Override
    public synchronized void add(Document document, Object position, MongoCollection<Object> collection) {
        for (Object value : valuesOf(document)) {
            // Nearly always the only one.
            Set<Object> others = positions.putIfAbsent(value, Set.of(position));
            if (others instanceof HashSet<Object> several) {
                several.add(position);
            } else if (others != null) {
                Set<Object> several = new HashSet<>(others);
                several.add(position);
                positions.put(value, several);
            }
        }
    }

    /** @return the position, which in this backend is the {@code _id}; null when it was not in here */
    @Override
    public synchronized @Nullable Object remove(Document document) {
        Object position = getPosition(document);
        if (position != null) {
            for (Object value : valuesOf(document)) {
                positions.computeIfPresent(value, (same, at) -> {
                    Set<Object> others = new HashSet<>(at);
                    others.remove(position);
                    return others.isEmpty() ? null : others;
                });
            }
        }
        return position;
    }

    @Override
    public @Nullable Object getPosition(Document document) {
        return valuesOf(document).isEmpty() ? null : document.get("_id");
    }

    private Set<Object> valuesOf(Document document) {
        Set<Object> values = new HashSet<>();
        for (KeyValue each : getKeyValues(document)) {
            if (!Missing.isNullOrMissing(each.get(0))) {
                values.add(each.get(0));
            }
        }
        return values;
    }

    @Override
    public void checkAdd(Document document, MongoCollection<Object> collection) {
        // nothing is unique here
    }

    @Override
    public void checkUpdate(Document before, Document after, MongoCollection<Object> collection) {
        // nothing is unique here
    }

    @Override
    public synchronized void updateInPlace(Document before, Document after, Object position,
            MongoCollection<Object> collection) {
        if (!nullAwareEqualsKeys(before, after)) {
            remove(before);
            add(after, position, collection);
        }
    }

    @Override
    public synchronized long getCount() {
        return positions.size();
    }

    @Override
    public long getDataSize() {
        return 0;
    }

    @Override
    public synchronized void drop() {
        positions.clear();
    }
}
