package io.spillway.benchmarks.accept;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;

import io.spillway.benchmarks.report.Profile;
import io.spillway.benchmarks.report.Promise;
import io.spillway.benchmarks.servers.HttpWay;
import io.spillway.benchmarks.servers.Load;
import io.spillway.benchmarks.servers.ServerOptions;
import io.spillway.benchmarks.servers.ServerProcess;
import io.spillway.benchmarks.servers.Stage;
import io.spillway.benchmarks.ways.SharedOptions;
import io.spillway.benchmarks.workload.StoredOrders;
import io.spillway.testservers.TestBroker;
import io.spillway.testservers.TestServers;
import io.spillway.testservers.TestStore;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The scenario {@code accept}. */
@Command(name = "accept", mixinStandardHelpOptions = true, showDefaultValues = true, sortOptions = false, description = {
        "Accepts orders over HTTP: through Spillway, with nothing behind the gateway, and written to the store directly.",
        "Uses the broker of TEST_RABBITMQ_URI and the store of TEST_MONGODB_URI if set, else what it finds or starts."
                + " It deletes the queues orders.commands.* and orders.dead there, and the databases "
                + StoredOrders.DATABASE + "*."})
public final class AcceptCommand implements Callable<Integer> {

    /** What can be measured. */
    enum Part {
        /** The highest rate, and latency at half of it. */
        CAPACITY,
        /** More orders than the store takes, for a while. */
        BURST,
        /** The store running and stopped. */
        OUTAGE;

        /** As the command line names it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(names = "--part", split = ",", paramLabel = "<part>", description = "Of ${COMPLETION-CANDIDATES}; all unless told.")
    private @Nullable Set<Part> parts;

    @Option(names = "--rounds", description = "In turn, of the same processes.")
    private int rounds = 3;

    @Option(names = "--outage-rounds", description = "Each with the store running and stopped.")
    private int outageRounds = 5;

    @Option(names = "--outage-seconds", paramLabel = "<seconds>", description = "Of each of their measurements: in less, a"
            + " single pause decides the p99.")
    private int outageSeconds = 20;

    @Option(names = "--seconds", description = "Of each other measurement.")
    private int seconds = 8;

    @Option(names = "--warm-up", paramLabel = "<seconds>", description = "Of each server, unmeasured; more, while its rate still grows.")
    private int warmUp = 40;

    @Option(names = "--burst-seconds", description = "How long a burst lasts.")
    private int burstSeconds = 30;

    @Option(names = "--burst-rate", description = "Orders a second. Not given: seven tenths of Spillway's highest rate.")
    private double burstRate;

    @Option(names = "--burst-lines", paramLabel = "<orders>", description = "Bursts once more with so many orders in each"
            + " request, as lines; 0 for not.")
    private int burstLines = 100;

    @Option(names = "--profile", description = "Saturates the gateway once more, watched by JFR, and reports where its time"
            + " went.")
    private boolean profile;

    @Option(names = "--document-cost", paramLabel = "<ms>", description = "Added for each document that is written in a"
            + " burst, during which nobody else writes.")
    private double documentCost = 1;

    @Option(names = "--quick", description = "Small numbers, whatever is given: they show that it works, and nothing else.")
    private boolean quick;

    @Mixin
    private ServerOptions servers = new ServerOptions();

    @Mixin
    private SharedOptions shared = new SharedOptions();

    @Override
    public Integer call() throws Exception {
        if (quick) {
            rounds = 1;
            outageRounds = 1;
            outageSeconds = 1;
            seconds = 1;
            warmUp = 2;
            burstSeconds = 2;
        }
        TestBroker broker = TestServers.broker();
        TestStore store = TestServers.store();
        Settings settings = new Settings(Duration.ofSeconds(warmUp), Duration.ofSeconds(seconds), rounds,
                Duration.ofSeconds(outageSeconds), outageRounds, Duration.ofSeconds(burstSeconds),
                Duration.ofNanos(Math.round(documentCost * 1e6)));
        Load load = servers.load();
        AcceptReport report = new AcceptReport(shared.conditions(broker, store,
                "Callers: " + servers.callers() + ", over " + load.connections() + " connections at a fixed rate, "
                        + load.saturating() + " to saturate",
                "Each measurement: %d s, in %d rounds (store running and stopped: %d s, %d rounds), of processes that were"
                        .formatted(seconds, rounds, outageSeconds, outageRounds)
                        + " warmed up for %d s or more".formatted(warmUp)));
        Path folder = shared.reportFolder("accept");
        List<Section> sections = new ArrayList<>();
        List<Promise> promises = new ArrayList<>();
        ServerProcess.Settings processes = servers.processes(shared, broker);
        try (Stage stage = new Stage(broker, store, processes);
                ServerProcess spillway = stage.start(HttpWay.SPILLWAY)) {
            Capacity capacity = new Capacity(stage, load, settings, shared::say);
            capacity.warmUp(spillway);
            double highest;
            if (wants(Part.CAPACITY)) {
                Capacity.Result result = capacity.measure(spillway);
                highest = result.highest();
                sections.addAll(result.sections());
                promises.addAll(result.promises());
                report.write(folder, sections, promises, null);
            } else {
                highest = load.saturate(spillway, settings.run()).answers().rate();
                stage.emptyQueues();
            }
            if (wants(Part.OUTAGE)) {
                Outage.Result result = new Outage(stage, load, settings, shared::say).measure(spillway, highest);
                sections.addAll(result.sections());
                promises.addAll(result.promises());
                report.write(folder, sections, promises, null);
            }
            if (wants(Part.BURST)) {
                Burst.Result result = new Burst(stage, load, burstLines > 0 ? servers.lines(burstLines) : null,
                        settings, shared.consumers(), shared::say).measure(spillway,
                                burstRate > 0 ? burstRate : Math.max(1, Math.rint(highest * 0.7)));
                sections.add(result.section());
                promises.addAll(result.promises());
                report.write(folder, sections, promises, null);
            }
        }
        if (profile) {
            report.write(folder, sections, promises, watch(broker, store, processes, load, settings));
        }
        shared.say("The report is in " + folder.resolve("report.md"));
        return 0;
    }

    private boolean wants(Part part) {
        return parts == null || parts.contains(part);
    }

    /** A gateway of its own, because being watched takes time too. */
    private Profile watch(TestBroker broker, TestStore store, ServerProcess.Settings processes, Load load,
            Settings settings) throws Exception {
        shared.say("The gateway once more, under a profiler");
        Path recording = Files.createTempFile("spillway-benchmark", ".jfr");
        try {
            Instant from;
            Instant to;
            try (Stage stage = new Stage(broker, store, processes.plus(Profile.javaOption(recording)));
                    ServerProcess watched = stage.start(HttpWay.SPILLWAY)) {
                new Capacity(stage, load, settings, shared::say).warmUp(watched);
                from = Instant.now();
                load.saturate(watched, settings.run());
                to = Instant.now();
                stage.emptyQueues();
            }
            return Profile.read(recording, from, to);
        } finally {
            Files.delete(recording);
        }
    }
}
