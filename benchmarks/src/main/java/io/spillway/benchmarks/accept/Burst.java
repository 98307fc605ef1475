package io.spillway.benchmarks.accept;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.spillway.benchmarks.report.Figures;
import io.spillway.benchmarks.report.Promise;
import io.spillway.benchmarks.servers.HttpWay;
import io.spillway.benchmarks.servers.Load;
import io.spillway.benchmarks.servers.Load.Sample;
import io.spillway.benchmarks.servers.ServerProcess;
import io.spillway.benchmarks.servers.Stage;
import io.spillway.benchmarks.store.CostlyStore;
import io.spillway.benchmarks.store.StoreCost;
import io.spillway.benchmarks.ways.ConsumerProcess;
import io.spillway.benchmarks.ways.Way;
import io.spillway.benchmarks.workload.CommandMaker;
import io.spillway.benchmarks.workload.StoredOrders;
import org.jspecify.annotations.Nullable;

/**
 * Many orders for a while, with a store that takes few: with the writer running behind the gateway, a request each and as lines, and
 * written directly.
 */
record Burst(Stage stage, Load load, @Nullable Load lines, Settings settings, ConsumerProcess.Settings writer,
        Consumer<String> progress) {

    private static final long LOOK_MILLIS = 100;
    private static final long STEADY_MILLIS = 3_000;
    private static final long SAY_NANOS = Duration.ofSeconds(20).toNanos();
    private static final Duration SLOWEST = Duration.ofMinutes(30);
    /** Of what is wanted at least, so that it can be more. */
    private static final double TIMES_DIRECT = 6;

    record Result(Section section, List<Promise> promises) {}

    /** @param rate orders a second, those in lines apart, which come at six times the rate that was written directly */
    Result measure(ServerProcess spillway, double rate) throws IOException, InterruptedException {
        StoreCost cost = new StoreCost(Duration.ZERO, settings.documentCost());
        String title = "A burst of %d s at %s orders a second, store with %s".formatted(
                settings.burst().toSeconds(), Figures.of(rate), cost);
        progress.accept(title);
        List<String> notes = new ArrayList<>();
        Sample direct = direct(rate, cost, notes);
        stage.emptyQueues();
        try (CostlyStore costly = new CostlyStore(stage.store().uri(), StoreCost.NONE);
                ConsumerProcess consumer = new ConsumerProcess(Way.of(Way.SPILLWAY), stage.partitions(), writer,
                        stage.brokerUri(), costly.uri(StoredOrders.DATABASE))) {
            warmUp(spillway, costly, consumer);
            costly.cost(cost);
            return result(title, direct, rate, new Buffered(spillway, costly, consumer, notes), notes);
        }
    }

    /** The writer has to get warm too, with a store that lets it. */
    private void warmUp(ServerProcess spillway, CostlyStore costly, ConsumerProcess consumer)
            throws IOException, InterruptedException {
        long before = stage.orders().score().orders();
        long accepted = load.saturate(spillway, settings.warmUp()).answers().accepted();
        awaitWritten(costly, accepted, before + accepted, consumer);
    }

    private Result result(String title, Sample direct, double rate, Buffered buffered, List<String> notes)
            throws IOException, InterruptedException {
        List<Promise> promises = new ArrayList<>();
        Sample single = buffered.burst("spillway", load, rate);
        promises.add(new Promise("Burst: orders accepted while it lasts, against written directly", 5, true,
                against(direct, single)));
        List<Series> series = new ArrayList<>(List.of(series("spillway", single), series("direct", direct)));
        long failed = failed(single);
        if (lines != null) {
            String label = "spillway, %d a request".formatted(lines.ordersEach());
            Sample streamed = buffered.burst(label, lines,
                    Math.rint(Math.max(direct.answers().rate(), lines.ordersEach()) * TIMES_DIRECT));
            series.add(series(label, streamed));
            promises.add(
                    new Promise("Burst: orders accepted as lines, %d a request, against written directly".formatted(
                            lines.ordersEach()), 5, true, against(direct, streamed)));
            failed += failed(streamed);
        }
        promises.add(new Promise("Burst: orders that Spillway did not accept", 0, false, failed));
        return new Result(new Section("burst", title, series, notes), promises);
    }

    private static double against(Sample direct, Sample buffered) {
        return (double) buffered.answers().inTime() / direct.answers().inTime();
    }

    private static long failed(Sample sample) {
        return sample.answers().errors() + sample.answers().unanswered();
    }

    private static Series series(String label, Sample sample) {
        return new Series(label, !label.equals("direct"), List.of(sample));
    }

    private Sample direct(double rate, StoreCost cost, List<String> notes) throws IOException, InterruptedException {
        try (CostlyStore costly = new CostlyStore(stage.store().uri(), cost);
                ServerProcess direct = stage.start(HttpWay.DIRECT, costly.uri(StoredOrders.DATABASE))) {
            load.saturate(direct, settings.warmUp());
            Sample burst = load.atRate(direct, rate, settings.burst());
            progress.accept(Line.of("direct", 1, 1, burst));
            notes.add("`direct`: %,d of %,d orders were accepted while the burst lasted.".formatted(
                    burst.answers().inTime(), burst.answers().requests()));
            return burst;
        }
    }

    /** The gateway with a writer behind it, both warm. */
    private final class Buffered {

        private final ServerProcess spillway;
        private final CostlyStore costly;
        private final ConsumerProcess consumer;
        private final List<String> notes;

        Buffered(ServerProcess spillway, CostlyStore costly, ConsumerProcess consumer, List<String> notes) {
            this.spillway = spillway;
            this.costly = costly;
            this.consumer = consumer;
            this.notes = notes;
        }

        /** Returns when all of it is written. */
        Sample burst(String label, Load offered, double rate) throws IOException, InterruptedException {
            long before = steady();
            long sent = written(costly);
            long began = System.nanoTime();
            Sample burst = offered.atRate(spillway, rate, settings.burst());
            progress.accept(Line.of(label, 1, 1, burst));
            long accepted = burst.answers().accepted();
            awaitWritten(costly, sent + accepted, before + accepted, consumer);
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            check(before, burst);
            String note = "`%s`: all %,d accepted orders were in the store %s s after the burst began, each once, none as a dead letter."
                    .formatted(label, accepted, Figures.of(took.toMillis() / 1e3));
            progress.accept("  " + note);
            notes.add(note);
            return burst;
        }
    }

    /** Orders in the store when there come no more, also of those whose requests were given up. */
    private long steady() throws InterruptedException {
        long last = -1;
        for (long now = stage.orders().score().orders(); now != last; now = stage.orders().score().orders()) {
            last = now;
            Thread.sleep(STEADY_MILLIS);
        }
        return last;
    }

    private static long written(CostlyStore costly) {
        return costly.traffic().documents().getOrDefault("orders", 0L);
    }

    /**
     * As long as possible by what went to the store; a look into it would take its time.
     *
     * @param sent   orders through the relay
     * @param stored orders in the store
     */
    private void awaitWritten(CostlyStore costly, long sent, long stored, ConsumerProcess consumer)
            throws InterruptedException {
        long began = System.nanoTime();
        long said = began;
        while (written(costly) < sent || stage.orders().score().orders() < stored) {
            consumer.requireAlive();
            long now = System.nanoTime();
            if (now - began > SLOWEST.toNanos()) {
                throw new IllegalStateException("Only %,d of %,d orders were written in %d minutes"
                        .formatted(written(costly), sent, SLOWEST.toMinutes()));
            }
            if (now - said > SAY_NANOS) {
                said = now;
                progress.accept("  %,d orders are still to be written".formatted(sent - written(costly)));
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    private void check(long before, Sample burst) throws IOException {
        CommandMaker.Score after = stage.orders().score();
        long orders = after.orders() - before;
        long accepted = burst.answers().accepted();
        long perhaps = burst.answers().lost() + burst.answers().unanswered();
        if (orders < accepted || orders > accepted + perhaps || after.versions() != after.orders()
                || stage.deadLetters() > 0) {
            throw new IllegalStateException(
                    "%,d orders were accepted, or their lines were read, but the store holds %,d of them; %d dead letters"
                            .formatted(accepted, orders, stage.deadLetters()));
        }
    }
}
