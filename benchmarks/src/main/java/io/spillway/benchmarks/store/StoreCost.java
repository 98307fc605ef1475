package io.spillway.benchmarks.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a store takes beside its own time.
 *
 * @param call     added to each call, whatever others do meanwhile: a network
 * @param document added for each written document, during which nobody else writes: a store at its limit
 */
public record StoreCost(Duration call, Duration document) {

    public static final StoreCost NONE = new StoreCost(Duration.ZERO, Duration.ZERO);

    public StoreCost {
        if (call.isNegative() || document.isNegative()) {
            throw new IllegalArgumentException("A store's cost must not be negative");
        }
    }

    /** For people, such as {@code 1 ms a call}. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        if (!call.isZero()) {
            parts.add(millis(call) + " ms a call");
        }
        if (!document.isZero()) {
            parts.add(millis(document) + " ms a written document");
        }
        return parts.isEmpty() ? "no added cost" : String.join(", ", parts);
    }

    private static String millis(Duration time) {
        double millis = time.toNanos() / 1e6;
        return millis == Math.rint(millis) ? String.valueOf((long) millis) : String.valueOf(millis);
    }
}
