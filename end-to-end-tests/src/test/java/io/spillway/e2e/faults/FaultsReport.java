package io.spillway.e2e.faults;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.spillway.contract.outcome.Outcome;
import io.spillway.e2e.faults.StoredData.Recorded;

/** What a run was, in Markdown. */
record FaultsReport(String broker, long seed, Duration time, int writers, List<Expected> accepted, int orders,
        int copies,
        long resent, Map<Fault, Integer> faults, long redelivered, Duration takeover, Duration drained,
        Collection<List<Recorded>> batches,
        Differences differences) {

    String markdown() {
        int faultCount = faults.values().stream().mapToInt(Integer::intValue).sum();
        int recorded = batches.stream().mapToInt(List::size).sum();
        return """
                # Faults on real servers

                %s, %d writers, an embedded store in a process of its own. Seed %d. Load for %d s, drained %.1f s after its end.

                | accepted commands | on orders | lost | applied twice | out of order | wrong outcomes |
                |---|---|---|---|---|---|
                | %d | %d | %d | %d | %d | %d |

                - %d faults: %s
                - all partitions served again %.1f s after a kill -9 of one of three writers
                - commands: %s
                - outcomes: %s
                - %d batches, %.1f commands each, the largest of %d; %d commands recorded more than once
                - %d commands sent again because their confirm was lost with the connection, %d repeated on purpose, at least
                  %d messages delivered more than once
                """
                .formatted(broker, writers, seed, time.toSeconds(), drained.toMillis() / 1_000.0, accepted.size(),
                        orders,
                        differences.lost().size(), differences.appliedTwice().size(),
                        differences.outOfOrder().size(), differences.wrong().size(), faultCount,
                        faults.entrySet().stream().map(e -> e.getKey().description() + " " + e.getValue())
                                .collect(Collectors.joining("; ")),
                        takeover.toMillis() / 1_000.0,
                        count(accepted, expected -> expected.kind().label()),
                        count(accepted, expected -> switch (expected.outcome()) {
                            case Outcome.Applied applied -> "applied";
                            case Outcome.Rejected rejected -> rejected.code().code();
                        }),
                        batches.size(), (double) recorded / Math.max(1, batches.size()),
                        batches.stream().mapToInt(List::size).max().orElse(0),
                        recorded - batches.stream().flatMap(List::stream).map(Recorded::id).distinct().count(),
                        resent, copies, redelivered);
    }

    private static String count(Collection<Expected> commands, Function<Expected, String> by) {
        return commands.stream().collect(Collectors.groupingBy(by, TreeMap::new, Collectors.counting()))
                .entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).collect(Collectors.joining(", "));
    }
}
