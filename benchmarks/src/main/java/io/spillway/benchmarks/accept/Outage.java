package io.spillway.benchmarks.accept;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.spillway.benchmarks.report.Figures;
import io.spillway.benchmarks.report.Promise;
import io.spillway.benchmarks.servers.Load;
import io.spillway.benchmarks.servers.Load.Sample;
import io.spillway.benchmarks.servers.ServerProcess;
import io.spillway.benchmarks.servers.Stage;

/** What the gateway loses when its accounts' store is stopped; there is no writer, which would leave it more time then. */
record Outage(Stage stage, Load load, Settings settings, Consumer<String> progress) {

    /** Far enough from the highest rate that latency tells of the server and not of a queue before it. */
    private static final double PART_OF_HIGHEST = 0.5;

    record Result(List<Section> sections, List<Promise> promises) {}

    Result measure(ServerProcess spillway, double highest) throws InterruptedException {
        double rate = Math.max(1, Math.rint(highest * PART_OF_HIGHEST));
        progress.accept("The store running and stopped, at the highest rate and at %s orders a second"
                .formatted(Figures.of(rate)));
        Samples running = new Samples("running");
        Samples stopped = new Samples("stopped");
        for (int round = 1; round <= settings.outageRounds(); round++) {
            // the other way round in every second one, so that none always comes after the same
            if (round % 2 == 1) {
                running.measure(spillway, rate, round);
            }
            stage.accounts().stop();
            stopped.measure(spillway, rate, round);
            stage.accounts().start();
            if (round % 2 == 0) {
                running.measure(spillway, rate, round);
            }
        }
        Section highestRates = section("outage",
                "The store running and stopped: the highest rate, %d connections saturated"
                        .formatted(load.saturating()),
                running.fast, stopped.fast);
        Section latencies = section("outage-at-rate",
                "The store running and stopped: latency at %s orders a second".formatted(Figures.of(rate)),
                running.atRate, stopped.atRate);
        return new Result(List.of(highestRates, latencies), List.of(
                new Promise("With the store stopped: highest rate, against the store running", 0.9, true,
                        highestRates.series().getLast().rate().median()
                                / highestRates.series().getFirst().rate().median()),
                new Promise("With the store stopped: p99 at a fixed rate, against the store running", 1.25, false,
                        latencies.series().getLast().millis(99) / latencies.series().getFirst().millis(99))));
    }

    /** All rounds with the store in one state. */
    private final class Samples {

        private final String state;
        private final List<Sample> fast = new ArrayList<>();
        private final List<Sample> atRate = new ArrayList<>();

        Samples(String state) {
            this.state = state;
        }

        void measure(ServerProcess spillway, double rate, int round) throws InterruptedException {
            fast.add(measured(round, load.saturate(spillway, settings.outageRun())));
            atRate.add(measured(round, load.atRate(spillway, rate, settings.outageRun())));
        }

        private Sample measured(int round, Sample sample) {
            stage.emptyQueues();
            progress.accept(Line.of(state, round, settings.outageRounds(), sample));
            return sample;
        }
    }

    private static Section section(String name, String title, List<Sample> running, List<Sample> stopped) {
        return new Section(name, title,
                List.of(new Series("store running", false, running), new Series("store stopped", true, stopped)),
                List.of());
    }
}
