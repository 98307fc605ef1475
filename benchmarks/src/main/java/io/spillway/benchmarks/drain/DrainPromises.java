package io.spillway.benchmarks.drain;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.spillway.benchmarks.report.Promise;
import io.spillway.benchmarks.store.StoreCost;
import io.spillway.benchmarks.ways.Way;
import io.spillway.benchmarks.workload.Workload;

/** What Spillway shall show by draining. */
final class DrainPromises {

    private DrainPromises() {}

    /** Those that these results say something about. */
    static List<Promise> of(List<Result> results) {
        return Stream.of(
                creates(results, Way.CEILING, 0.7, "Creates at 1 ms a call, against the ceiling"),
                creates(results, Way.ONE_BY_ONE, 5, "Creates at 1 ms a call, against one by one"),
                documents(results),
                hot(results, 0, 1.2, "Hot orders, no added cost, against the Spring batch listener"),
                hot(results, 200_000, 5, "Hot orders at 0.2 ms a written document, against the Spring batch listener"),
                growth(results)).flatMap(Optional::stream).toList();
    }

    private static Optional<Promise> creates(List<Result> results, String other, double bar, String text) {
        return against(results, other, bar, text,
                measured -> measured.workload() == Workload.CREATES && hasCost(measured, 1_000_000, 0));
    }

    private static Optional<Promise> hot(List<Result> results, long documentNanos, double bar, String text) {
        return against(results, Way.SPRING_BATCH, bar, text,
                measured -> measured.workload() == Workload.HOT && hasCost(measured, 0, documentNanos));
    }

    private static boolean hasCost(Case measured, long callNanos, long documentNanos) {
        StoreCost cost = measured.cost();
        return cost.call().toNanos() == callNanos && cost.document().toNanos() == documentNanos;
    }

    private static Optional<Promise> against(List<Result> results, String other, double bar, String text,
            Predicate<Case> those) {
        Function<String, Optional<Result>> twoConsumers = name -> find(results,
                measured -> measured.way().equals(new Way(name, 2)) && those.test(measured));
        return twoConsumers.apply(Way.SPILLWAY).flatMap(ours -> twoConsumers.apply(other)
                .map(theirs -> new Promise(text, bar, true, ours.rate().median() / theirs.rate().median())));
    }

    private static Optional<Promise> documents(List<Result> results) {
        return find(results, measured -> measured.workload() == Workload.HOT && measured.way().name()
                .equals(Way.SPILLWAY) && hasCost(measured, 0, 0))
                .map(hot -> new Promise("Hot orders: documents written (orders and ledger) per command", 0.1, false,
                        hot.median(Drained::documentsPerCommand)));
    }

    /** Of the largest backlog and the one before it. */
    private static Optional<Promise> growth(List<Result> results) {
        List<Result> sizes = results.stream().filter(result -> result.measured().workload() == Workload.UPDATES)
                .sorted(Comparator.comparingInt(result -> result.measured().commands())).toList();
        if (sizes.size() < 2) {
            return Optional.empty();
        }
        Result before = sizes.get(sizes.size() - 2);
        Result largest = sizes.getLast();
        String text = "Updates of 10,000 orders: rate of a backlog of %,d against one of %,d".formatted(
                largest.measured().commands(), before.measured().commands());
        return Optional.of(new Promise(text, 0.85, true, largest.rate().median() / before.rate().median()));
    }

    private static Optional<Result> find(List<Result> results, Predicate<Case> those) {
        return results.stream().filter(result -> those.test(result.measured())).findFirst();
    }
}
