package io.spillway.benchmarks.latency;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.spillway.benchmarks.servers.Load;
import io.spillway.benchmarks.servers.Load.Sample;
import io.spillway.benchmarks.store.StoreCost;

/**
 * Orders at a steady rate, while the store is as ever, slow, and stopped, for gateway, writer and order-service alike; and then ten
 * times as many as it can take.
 */
record Trouble(Services services, Load load, double rate, Duration lasts, Consumer<String> progress) {

    private static final StoreCost SLOW = new StoreCost(Duration.ofMillis(20), Duration.ZERO);
    /** Of which most is an order's own document: about a hundred orders a second. */
    private static final StoreCost LIMITED = new StoreCost(Duration.ZERO, Duration.ofMillis(10));
    private static final double BURST_RATE = 1_000;
    private static final Duration LONGEST_DRAIN = Duration.ofMinutes(5);
    private static final long LOOK_MILLIS = 20;

    /**
     * What happened while the store was in one state.
     *
     * @param sample  of the orders sent meanwhile
     * @param backlog accepted and not written when it ended
     * @param drained from then until all was written
     */
    record Phase(String store, Sample sample, long backlog, Duration drained) {}

    List<Phase> measure() throws InterruptedException {
        List<Phase> phases = new ArrayList<>();
        phases.add(phase("as ever", rate, () -> {}, () -> {}));
        phases.add(phase(SLOW, rate));
        phases.add(phase("stopped", rate, services.store()::stop, services.store()::start));
        phases.add(phase(LIMITED, BURST_RATE));
        return phases;
    }

    private Phase phase(StoreCost cost, double offered) throws InterruptedException {
        return phase(cost.toString(), offered, () -> services.costly().cost(cost),
                () -> services.costly().cost(StoreCost.NONE));
    }

    private Phase phase(String store, double offered, Runnable begin, Runnable end) throws InterruptedException {
        long before = services.progress().acknowledged();
        begin.run();
        Sample sample = load.atRate(services.gateway(), offered, lasts);
        long backlog = sample.answers().accepted() - (services.progress().acknowledged() - before);
        end.run();
        long ended = System.nanoTime();
        while (services.progress().acknowledged() - before < sample.answers().accepted()) {
            if (System.nanoTime() - ended > LONGEST_DRAIN.toNanos()) {
                throw new IllegalStateException("The backlog was not written in " + LONGEST_DRAIN);
            }
            Thread.sleep(LOOK_MILLIS);
        }
        Duration drained = Duration.ofNanos(Math.max(0, services.progress().at() - ended));
        Phase phase = new Phase(store, sample, backlog, drained);
        progress.accept("  store %s: %,d of %,d accepted, p99 %.1f ms, backlog %,d, drained in %.1f s".formatted(store,
                sample.answers().accepted(), sample.answers().requests(), sample.answers().millis(99), backlog,
                drained.toMillis() / 1e3));
        return phase;
    }
}
