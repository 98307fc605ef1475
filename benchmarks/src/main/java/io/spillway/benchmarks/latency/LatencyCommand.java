package io.spillway.benchmarks.latency;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import io.spillway.benchmarks.servers.Load;
import io.spillway.benchmarks.servers.ServerOptions;
import io.spillway.benchmarks.servers.Stage;
import io.spillway.benchmarks.ways.SharedOptions;
import io.spillway.benchmarks.workload.StoredOrders;
import io.spillway.testservers.TestBroker;
import io.spillway.testservers.TestServers;
import io.spillway.testservers.TestStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The scenario {@code latency}. */
@Command(name = "latency", mixinStandardHelpOptions = true, showDefaultValues = true, sortOptions = false, description = {
        "Measures how long a command takes until it is written, at rest and under load, what idle services use, and what"
                + " becomes of steady orders while the store is slow, stopped, or takes a tenth of them.",
        "Uses the broker of TEST_RABBITMQ_URI and the store of TEST_MONGODB_URI if set, else what it finds or starts."
                + " It deletes the queues orders.commands.* and orders.dead there, and the databases "
                + StoredOrders.DATABASE + "*."})
public final class LatencyCommand implements Callable<Integer> {

    private static final double WARM_UP_RATE = 300;
    private static final Duration IDLE_SETTLES = Duration.ofSeconds(3);

    @Option(names = "--commands", description = "One after another, at rest.")
    private int commands = 500;

    @Option(names = "--pause", paramLabel = "<ms>", description = "Before each of them.")
    private int pause = 20;

    @Option(names = "--warm-up", paramLabel = "<seconds>", description = "At 300 orders a second, unmeasured.")
    private int warmUp = 60;

    @Option(names = "--idle-seconds", description = "In which nobody asks anything.")
    private int idleSeconds = 20;

    @Option(names = "--load-seconds", description = "Of each measurement at a part of the highest rate; 0 for none.")
    private int loadSeconds = 20;

    @Option(names = "--rate", description = "Orders a second while the store is in trouble.")
    private double rate = 300;

    @Option(names = "--trouble-seconds", description = "How long the store is as ever, slow, stopped, and limited; 0 for none of it.")
    private int troubleSeconds = 30;

    @Option(names = "--quick", description = "Small numbers, whatever is given: they show that it works, and nothing else.")
    private boolean quick;

    @Mixin
    private ServerOptions servers = new ServerOptions();

    @Mixin
    private SharedOptions shared = new SharedOptions();

    @Override
    public Integer call() throws Exception {
        if (quick) {
            commands = 50;
            warmUp = 2;
            idleSeconds = 2;
            rate = 50;
            loadSeconds = Math.min(2, loadSeconds);
            troubleSeconds = Math.min(2, troubleSeconds);
        }
        TestBroker broker = TestServers.broker();
        TestStore store = TestServers.store();
        Load load = servers.load();
        LatencyReport report = new LatencyReport(shared.conditions(broker, store,
                "At rest: %,d commands, %d ms between them, after %d s at 300 a second".formatted(commands, pause,
                        warmUp),
                "Idle: over %d s".formatted(idleSeconds)));
        Path folder = shared.reportFolder("latency");
        try (Stage stage = new Stage(broker, store, servers.processes(shared, broker));
                Services services = new Services(stage, broker, shared.consumers())) {
            load.atRate(services.gateway(), WARM_UP_RATE, Duration.ofSeconds(warmUp));
            services.awaitQuiet();
            AtRest rest = new AtRest();
            rest.measure(services, servers.callers(), commands, Duration.ofMillis(pause));
            shared.say("At rest, from its 202 until it is written: p50 %.2f ms, p99 %.2f ms".formatted(
                    rest.writtenAfter().getValueAtPercentile(50) / 1e6,
                    rest.writtenAfter().getValueAtPercentile(99) / 1e6));
            Thread.sleep(IDLE_SETTLES);
            Map<String, Double> idle = AtRest.idle(services, Duration.ofSeconds(idleSeconds));
            idle.forEach((service, part) -> shared
                    .say("Idle, %s uses %.2f%% of a processor".formatted(service, part * 100)));
            report.write(folder, rest, idle, List.of(), List.of());
            List<UnderLoad.Level> levels = List.of();
            if (loadSeconds > 0) {
                levels = new UnderLoad(services, load, servers.callers(), Duration.ofSeconds(loadSeconds), shared::say)
                        .measure();
                report.write(folder, rest, idle, levels, List.of());
            }
            if (troubleSeconds > 0) {
                shared.say("The store in trouble, %.0f orders a second".formatted(rate));
                report.write(folder, rest, idle, levels,
                        new Trouble(services, load, rate, Duration.ofSeconds(troubleSeconds), shared::say).measure());
            }
        }
        shared.say("The report is in " + folder.resolve("report.md"));
        return 0;
    }
}
