package io.spillway.benchmarks.report;

import java.util.Arrays;
import java.util.Collection;

/** The middle one of several measurements, and the lowest and highest. */
public record Spread(double lowest, double median, double highest) {

    /** @param values at least one; of an even number, the median is the mean of the two in the middle */
    public static Spread of(Collection<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("Nothing was measured");
        }
        double median = Arrays.stream(sorted, (sorted.length - 1) / 2, sorted.length / 2 + 1).average().orElseThrow();
        return new Spread(sorted[0], median, sorted[sorted.length - 1]);
    }
}
