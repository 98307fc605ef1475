package io.spillway.benchmarks.store;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a store was asked until one moment.
 *
 * @param calls     on collections, whether they read or write
 * @param documents written, by collection
 */
public record StoreTraffic(long calls, Map<String, Long> documents) {

    public StoreTraffic {
        documents = Map.copyOf(documents);
    }

    /** Written to all collections together. */
    public long written() {
        return documents.values().stream().mapToLong(Long::longValue).sum();
    }

    /** What came after {@code earlier}. */
    public StoreTraffic since(StoreTraffic earlier) {
        Map<String, Long> later = new TreeMap<>();
        documents.forEach((name, count) -> later.put(name, count - earlier.documents.getOrDefault(name, 0L)));
        return new StoreTraffic(calls - earlier.calls, later);
    }
}
