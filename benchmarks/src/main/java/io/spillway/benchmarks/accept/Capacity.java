package io.spillway.benchmarks.accept;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.spillway.benchmarks.report.Figures;
import io.spillway.benchmarks.report.Promise;
import io.spillway.benchmarks.servers.HttpWay;
import io.spillway.benchmarks.servers.Load;
import io.spillway.benchmarks.servers.Load.Sample;
import io.spillway.benchmarks.servers.ServerProcess;
import io.spillway.benchmarks.servers.Stage;
import io.spillway.benchmarks.workload.StoredOrders;

/** How many orders each way accepts in a second, and how quickly it answers at half of what Spillway can; the writer is stopped. */
record Capacity(Stage stage, Load load, Settings settings, Consumer<String> progress) {

    private static final int SLICES = 3;
    private static final int LONGER = 2;
    private static final double GROWTH = 1.05;

    /**
     * What was found.
     *
     * @param highest of Spillway, in accepted orders a second
     */
    record Result(double highest, List<Section> sections, List<Promise> promises) {}

    /** @param spillway warm; the others are started here */
    Result measure(ServerProcess spillway) throws IOException, InterruptedException {
        try (ServerProcess nothing = stage.start(HttpWay.NOTHING);
                ServerProcess direct = stage.start(HttpWay.DIRECT, stage.accounts().uri(StoredOrders.DATABASE))) {
            warmUp(nothing);
            warmUp(direct);
            List<ServerProcess> servers = List.of(spillway, nothing, direct);
            Section saturated = inTurn(servers, "capacity",
                    "The highest rate, %d connections saturated".formatted(load.saturating()),
                    server -> load.saturate(server, settings.run()));
            double highest = saturated.series().getFirst().rate().median();
            double rate = Math.max(1, Math.rint(highest / 2));
            Section open = inTurn(servers, "latency",
                    "Latency at %s orders a second over %d connections".formatted(Figures.of(rate),
                            load.connections()),
                    server -> load.atRate(server, rate, settings.run()));
            Promise promise = new Promise("Highest rate, against the same endpoint publishing nothing", 0.4, true,
                    highest / saturated.series().get(1).rate().median());
            return new Result(highest, List.of(saturated, open), List.of(promise));
        }
    }

    /** At least as long as told, and then until the rate no longer grows much: compilers share the processors with all else. */
    void warmUp(ServerProcess server) throws InterruptedException {
        Duration slice = settings.warmUp().dividedBy(SLICES);
        double best = 0;
        for (int i = 0; i < SLICES * LONGER; i++) {
            double rate = load.saturate(server, slice).answers().rate();
            stage.emptyQueues();
            if (i >= SLICES && rate < best * GROWTH) {
                break;
            }
            best = Math.max(best, rate);
        }
        progress.accept("  warm: %-9s %s orders/s".formatted(server.way(), Figures.of(best)));
    }

    private interface Measurement {
        Sample of(ServerProcess server) throws InterruptedException;
    }

    private Section inTurn(List<ServerProcess> servers, String name, String title, Measurement measurement)
            throws InterruptedException {
        progress.accept(title);
        Map<HttpWay, List<Sample>> rounds = new EnumMap<>(HttpWay.class);
        for (int round = 1; round <= settings.rounds(); round++) {
            for (ServerProcess server : servers) {
                Sample sample = measurement.of(server);
                stage.emptyQueues();
                rounds.computeIfAbsent(server.way(), first -> new ArrayList<>()).add(sample);
                progress.accept(Line.of(server.way().toString(), round, settings.rounds(), sample));
            }
        }
        return new Section(name, title, rounds.entrySet().stream().map(entry -> new Series(entry.getKey().toString(),
                entry.getKey() == HttpWay.SPILLWAY, entry.getValue())).toList(), List.of());
    }
}
