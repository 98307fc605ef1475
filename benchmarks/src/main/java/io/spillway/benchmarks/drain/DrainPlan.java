package io.spillway.benchmarks.drain;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.spillway.benchmarks.store.StoreCost;
import io.spillway.benchmarks.ways.Way;
import io.spillway.benchmarks.workload.Workload;

/**
 * What to compare with what.
 *
 * @param costs     of the store, for all workloads; empty for each workload's own
 * @param commands  of each backlog; the growing one begins with a tenth of that and ends with ten times as many
 * @param limit     how long is measured at most
 */
record DrainPlan(Set<Workload> workloads, List<Way> ways, List<StoreCost> costs, int commands, Duration limit) {

    private static final int GROWTH = 10;

    /** Stopped half way, a growing backlog would not have grown. */
    private static final Duration GROWTH_LIMIT = Duration.ofMinutes(20);

    List<Comparison> comparisons() {
        return workloads.stream().flatMap(workload -> (costs.isEmpty() ? usualCosts(workload) : costs.stream())
                .map(cost -> comparison(workload, cost))).filter(comparison -> !comparison.cases().isEmpty()).toList();
    }

    private static Stream<StoreCost> usualCosts(Workload workload) {
        return switch (workload) {
            case CREATES -> Stream.of(0, 1, 5).map(millis -> new StoreCost(Duration.ofMillis(millis), Duration.ZERO));
            case HOT -> Stream.of(0, 200)
                    .map(micros -> new StoreCost(Duration.ZERO, Duration.ofNanos(micros * 1_000L)));
            case MIXED -> Stream.of(new StoreCost(Duration.ofMillis(1), Duration.ZERO));
            case UPDATES -> Stream.of(StoreCost.NONE);
        };
    }

    private Comparison comparison(Workload workload, StoreCost cost) {
        String name = "%s-%dus-call-%dus-document".formatted(workload, cost.call().toNanos() / 1_000,
                cost.document().toNanos() / 1_000);
        return new Comparison(name, workload, cost, cases(workload, cost));
    }

    /** The ceiling knows only creates, and one workload is enough to see what several writers bring. */
    private static boolean takes(Way way, Workload workload) {
        return (!way.name().equals(Way.CEILING) && way.processes() == 1) || workload == Workload.CREATES;
    }

    private List<Case> cases(Workload workload, StoreCost cost) {
        if (workload == Workload.UPDATES) {
            return ways.stream().filter(way -> way.name().equals(Way.SPILLWAY) && way.processes() == 1)
                    .flatMap(way -> Stream.of(commands / GROWTH, commands, commands * GROWTH)
                            .map(size -> new Case(way, workload, size, cost, GROWTH_LIMIT)))
                    .toList();
        }
        return ways.stream().filter(way -> takes(way, workload))
                .map(way -> new Case(way, workload, commands, cost, limit)).toList();
    }
}
