package io.spillway.embedded;

import java.util.List;

import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import org.h2.mvstore.MVStore;

/** The library's database with the two lookups that it would do by scanning everything, once for each document. */
final class MvStoreDatabase extends H2Database {

    MvStoreDatabase(String name, MVStore file, CursorRegistry cursors) {
        super(name, file, cursors);
    }

    @Override
    protected Index<Object> openOrCreateUniqueIndex(String collection, String name, List<IndexKey> keys,
            boolean sparse) {
        Index<Object> index = super.openOrCreateUniqueIndex(collection, name, keys, sparse);
        return keys.size() == 1 ? new FirstKeyIndex(index, keys, sparse) : index;
    }

    /** One that serves an order of sorting is ignored, as by the library. */
    @Override
    protected Index<Object> openOrCreateSecondaryIndex(String collection, String name, List<IndexKey> keys,
            boolean sparse) {
        return keys.size() == 1
                ? new LookupIndex(name, keys.getFirst())
                : super.openOrCreateSecondaryIndex(collection, name, keys, sparse);
    }
}
