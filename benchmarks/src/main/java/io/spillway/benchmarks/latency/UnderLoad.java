package io.spillway.benchmarks.latency;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

import io.spillway.benchmarks.servers.Callers;
import io.spillway.benchmarks.servers.Load;
import io.spillway.benchmarks.servers.Load.Sample;
import io.spillway.benchmarks.servers.OrderClient;
import org.HdrHistogram.Histogram;

/**
 * How long after its 202 an order can be read at the order-service, while others come at a part of the rate that the services can keep
 * up: one caller more creates an order, asks for it until it is there, pauses, and begins again.
 */
record UnderLoad(Services services, Load load, Callers callers, Duration lasts, Consumer<String> progress) {

    private static final List<Double> PARTS = List.of(0.1, 0.5, 0.8);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /**
     * What happened at one rate.
     *
     * @param part     of the highest rate
     * @param sample   of the load
     * @param readable from a 202 until a GET finds the order, in nanoseconds
     */
    record Level(double part, Sample sample, Histogram readable) {}

    List<Level> measure() throws InterruptedException {
        sustainable(); // warms them up
        double highest = sustainable();
        progress.accept("Taken in and written, as many as can be: %.0f a second".formatted(highest));
        level(PARTS.getFirst(), highest); // nobody has asked the order-service for anything yet
        List<Level> levels = new ArrayList<>();
        for (double part : PARTS) {
            Level level = level(part, highest);
            levels.add(level);
            progress.accept("  at %.0f%%, %.0f a second, from 202 to readable: p50 %.1f ms, p99 %.1f ms".formatted(
                    part * 100, level.sample().offered(), level.readable().getValueAtPercentile(50) / 1e6,
                    level.readable().getValueAtPercentile(99) / 1e6));
            services.awaitQuiet();
        }
        return levels;
    }

    /** Orders a second that the services can keep up: what they took in while they took all they could, over the time to its last write. */
    private double sustainable() throws InterruptedException {
        long before = services.progress().acknowledged();
        long began = System.nanoTime();
        load.saturate(services.gateway(), lasts);
        services.awaitQuiet();
        return (services.progress().acknowledged() - before) * 1e9 / (services.progress().at() - began);
    }

    private Level level(double part, double highest) throws InterruptedException {
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Histogram> readable = CompletableFuture.supplyAsync(() -> probe(over));
        try {
            Sample sample = load.atRate(services.gateway(), Math.max(1, Math.rint(part * highest)), lasts);
            over.set(true);
            return new Level(part, sample, readable.join());
        } finally {
            over.set(true);
        }
    }

    private Histogram probe(AtomicBoolean over) {
        Histogram readable = AtRest.histogram();
        try (OrderClient client = new OrderClient(services.gateway().port(), callers)) {
            while (!over.get()) {
                String order = client.accepted();
                long accepted = System.nanoTime();
                while (!client.isReadable(services.readsPort(), order)) {
                    if (System.nanoTime() - accepted > AtRest.LONGEST.toNanos()) {
                        throw new IllegalStateException("An order could not be read in " + AtRest.LONGEST);
                    }
                    LockSupport.parkNanos(LOOK_NANOS);
                }
                readable.recordValue(System.nanoTime() - accepted);
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        } catch (IOException failed) {
            throw new IllegalStateException("The services did not answer under load", failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return readable;
    }
}
