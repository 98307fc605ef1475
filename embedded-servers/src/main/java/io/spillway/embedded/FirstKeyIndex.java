package io.spillway.embedded;

import java.util.List;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * A unique index that also serves queries with more conditions than its own, such as a replacement guarded by
 * {@code {_id, version, rev}}: the collection checks every condition on what an index finds.
 */
final class FirstKeyIndex extends Index<Object> {

    private final Index<Object> index;
    private final String key;

    FirstKeyIndex(Index<Object> index, List<IndexKey> keys, boolean sparse) {
        super(index.getName(), keys, sparse);
        this.index = index;
        this.key = keys.getFirst().getKey();
    }

    @Override
    public boolean canHandle(Document query) {
        return query.containsKey(key) && index.canHandle(new Document(key, query.get(key)));
    }

    @Override
    public Iterable<Object> getPositions(Document query) {
        return index.getPositions(query);
    }

    @Override
    public @Nullable Object getPosition(Document document) {
        return index.getPosition(document);
    }

    @Override
    public void checkAdd(Document document, MongoCollection<Object> collection) {
        index.checkAdd(document, collection);
    }

    @Override
    public void add(Document document, Object position, MongoCollection<Object> collection) {
        index.add(document, position, collection);
    }

    @Override
    public @Nullable Object remove(Document document) {
        return index.remove(document);
    }

    @Override
    public void checkUpdate(Document before, Document after, MongoCollection<Object> collection) {
        index.checkUpdate(before, after, collection);
    }

    @Override
    public void updateInPlace(Document before, Document after, Object position, MongoCollection<Object> collection) {
        index.updateInPlace(before, after, position, collection);
    }

    @Override
    public long getCount() {
        return index.getCount();
    }

    @Override
    public long getDataSize() {
        return index.getDataSize();
    }

    @Override
    public boolean isUnique() {
        return true;
    }

    @Override
    public void drop() {
        index.drop();
    }
}
