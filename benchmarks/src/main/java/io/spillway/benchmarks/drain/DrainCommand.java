package io.spillway.benchmarks.drain;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import io.spillway.benchmarks.report.Figures;
import io.spillway.benchmarks.report.Profile;
import io.spillway.benchmarks.store.StoreCost;
import io.spillway.benchmarks.ways.SharedOptions;
import io.spillway.benchmarks.ways.Way;
import io.spillway.benchmarks.workload.StoredOrders;
import io.spillway.benchmarks.workload.Workload;
import io.spillway.testservers.TestBroker;
import io.spillway.testservers.TestServers;
import io.spillway.testservers.TestStore;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The scenario {@code drain}. */
@Command(name = "drain", mixinStandardHelpOptions = true, showDefaultValues = true, sortOptions = false, description = {
        "Drains backlogs of commands in several ways and compares rate, written documents, CPU and memory.",
        "Uses the broker of TEST_RABBITMQ_URI and the store of TEST_MONGODB_URI if set, else what it finds or starts."
                + " It deletes the queues orders.commands.* and orders.dead there, and the database "
                + StoredOrders.DATABASE + "."})
public final class DrainCommand implements Callable<Integer> {

    private static final List<Way> USUAL = Stream.of(Way.CEILING, Way.SPILLWAY, Way.SPRING_BATCH, Way.ONE_BY_ONE)
            .map(Way::of).toList();
    private static final List<Way> ALL = Stream.concat(USUAL.stream(), Stream.of(Way.ONE_BY_ONE + ":8",
            Way.ONE_BY_ONE + ":32", Way.SPILLWAY + ":2x2", Way.SPILLWAY + ":2x3").map(Way::of)).toList();

    @Option(names = "--workload", split = ",", paramLabel = "<workload>", description = "Of ${COMPLETION-CANDIDATES}; all unless told.")
    private @Nullable Set<Workload> workloads;

    @Option(names = "--way", split = ",", converter = WayConverter.class, paramLabel = "<way[:consumers[xprocesses]]>", description = "Of ceiling (creates only), spillway, spring-batch, one-by-one, with 2 consumers unless told; all,"
            + " and one-by-one:8, one-by-one:32, and for creates spillway:2x2 and spillway:2x3 (two and three"
            + " processes), unless told.")
    private @Nullable List<Way> ways;

    @Option(names = "--call-cost", split = ",", paramLabel = "<ms>", description = "Added to each call to the store. Not given: creates at 0, 1 and 5, mixed at 1, else 0.")
    private List<Double> callCosts = List.of();

    @Option(names = "--document-cost", split = ",", paramLabel = "<ms>", description = "Added for each written document, during which nobody else writes. Not given: hot at 0 and 0.2, else 0.")
    private List<Double> documentCosts = List.of();

    @Option(names = "--commands", description = "Of each backlog; updates also a tenth of that and ten times as many.")
    private int commands = 100_000;

    @Option(names = "--warm-up", description = "Commands that each consumer drains first, unmeasured.")
    private int warmUp = 100_000;

    @Option(names = "--rounds", description = "In turn, each with new processes.")
    private int rounds = 3;

    @Option(names = "--limit", paramLabel = "<seconds>", description = "What isn't drained by then is not waited for. The growing backlog always is.")
    private int limit = 20;

    @Option(names = "--quick", description = "Small numbers, whatever is given: they show that it works, and nothing else.")
    private boolean quick;

    @Option(names = "--profile", description = "Drains once more with each way, watched by JFR, and reports where its"
            + " time went.")
    private boolean profile;

    @Mixin
    private SharedOptions shared = new SharedOptions();

    @Override
    public Integer call() throws Exception {
        if (quick) {
            beQuick();
        }
        DrainPlan plan = new DrainPlan(workloads == null ? EnumSet.allOf(Workload.class) : workloads,
                ways == null ? ALL : ways, costs(),
                commands, Duration.ofSeconds(limit));
        TestBroker broker = TestServers.broker();
        TestStore store = TestServers.store();
        DrainRun run = new DrainRun(broker, store, shared.consumers(), warmUp, Duration.ofSeconds(limit));
        List<String> conditions = shared.conditions(broker, store,
                String.format(Locale.ROOT,
                        "Backlog: %,d commands behind a warm-up of %,d; rounds: %d; measured for at most"
                                + " %d s",
                        commands, warmUp, rounds, limit));
        Map<Comparison, List<Result>> measured = new LinkedHashMap<>();
        Path folder = shared.reportFolder("drain");
        for (Comparison comparison : plan.comparisons()) {
            measured.put(comparison, compare(comparison, run));
            // Each time, so that whoever stops it keeps what was measured until then.
            new DrainReport(conditions).write(folder, measured);
        }
        shared.say("The report is in " + folder.resolve("report.md"));
        return 0;
    }

    private void beQuick() {
        if (workloads == null) {
            workloads = EnumSet.of(Workload.CREATES, Workload.HOT);
        }
        ways = ways == null ? USUAL : ways;
        if (callCosts.isEmpty() && documentCosts.isEmpty()) {
            callCosts = List.of(1.0);
        }
        commands = 10_000;
        warmUp = 5_000;
        rounds = 1;
        limit = 5;
    }

    private List<StoreCost> costs() {
        List<StoreCost> costs = new ArrayList<>();
        if (!callCosts.isEmpty() || !documentCosts.isEmpty()) {
            for (double call : callCosts.isEmpty() ? List.of(0.0) : callCosts) {
                for (double document : documentCosts.isEmpty() ? List.of(0.0) : documentCosts) {
                    costs.add(new StoreCost(millis(call), millis(document)));
                }
            }
        }
        return costs;
    }

    private static Duration millis(double millis) {
        return Duration.ofNanos(Math.round(millis * 1e6));
    }

    private List<Result> compare(Comparison comparison, DrainRun run) throws Exception {
        shared.say(comparison.title());
        Map<Case, List<Drained>> drained = new LinkedHashMap<>();
        for (int round = 1; round <= rounds; round++) {
            for (Case measured : comparison.cases()) {
                Drained one = run.measure(measured, round);
                drained.computeIfAbsent(measured, first -> new ArrayList<>()).add(one);
                shared.say("  round %d of %d, %-16s %,9d commands: %9s commands/s%s".formatted(round, rounds,
                        measured.way(),
                        one.commands(), Figures.of(one.rate()), one.complete() ? "" : ", time was up"));
            }
        }
        List<Result> results = new ArrayList<>();
        for (Map.Entry<Case, List<Drained>> entry : drained.entrySet()) {
            results.add(new Result(entry.getKey(), entry.getValue(), profile ? watch(entry.getKey(), run) : null));
        }
        return results;
    }

    private Profile watch(Case measured, DrainRun run) throws Exception {
        shared.say("  once more, %s under a profiler".formatted(measured.way()));
        Path recording = Files.createTempFile("spillway-benchmark", ".jfr");
        try {
            return run.profile(measured, recording);
        } finally {
            Files.delete(recording);
        }
    }

    private static final class WayConverter implements ITypeConverter<Way> {

        @Override
        public Way convert(String text) {
            try {
                return Way.of(text);
            } catch (IllegalArgumentException unknown) {
                throw new TypeConversionException(String.valueOf(unknown.getMessage()));
            }
        }
    }
}
