package io.spillway.benchmarks.latency;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.spillway.benchmarks.servers.Callers;
import io.spillway.benchmarks.servers.OrderClient;
import org.HdrHistogram.Histogram;

/**
 * One command at a time: sent when the one before it is written and a little time has passed. Written is when the writer's
 * acknowledgement reaches the broker's relay, which comes after order and outcome are in the store.
 */
final class AtRest {

    static final Duration LONGEST = Duration.ofSeconds(30);
    private static final long LOOK_NANOS = 200_000;
    private static final int SIGNIFICANT_DIGITS = 3;

    private final Histogram answered = histogram();
    private final Histogram writtenAfter = histogram();
    private final Histogram written = histogram();

    static Histogram histogram() {
        return new Histogram(LONGEST.toNanos() * 2, SIGNIFICANT_DIGITS);
    }

    /** From the request until its 202, in nanoseconds. */
    Histogram answered() {
        return answered;
    }

    /** From the 202 until written; 0 if the writer was quicker than the answer's way. */
    Histogram writtenAfter() {
        return writtenAfter;
    }

    /** From the request until written. */
    Histogram written() {
        return written;
    }

    void measure(Services services, Callers callers, int commands, Duration pause)
            throws IOException, InterruptedException {
        try (OrderClient client = new OrderClient(services.gateway().port(), callers)) {
            for (int i = 0; i < commands; i++) {
                Thread.sleep(pause);
                long before = services.progress().acknowledged();
                long asked = System.nanoTime();
                int status = client.create();
                long accepted = System.nanoTime();
                if (status / 100 != 2) {
                    throw new IllegalStateException("At rest, the gateway answered " + status);
                }
                long at = awaitWritten(services, before + 1);
                answered.recordValue(accepted - asked);
                writtenAfter.recordValue(Math.max(0, at - accepted));
                written.recordValue(at - asked);
            }
        }
    }

    /** The moment is noted by the relay, so that looking seldom does not change it. */
    private static long awaitWritten(Services services, long acknowledged) {
        long began = System.nanoTime();
        while (services.progress().acknowledged() < acknowledged) {
            if (System.nanoTime() - began > LONGEST.toNanos()) {
                throw new IllegalStateException("A command was not written in " + LONGEST.toSeconds() + " s");
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return services.progress().at();
    }

    /** Part of a processor that each service uses when nobody asks anything. */
    static Map<String, Double> idle(Services services, Duration time) throws InterruptedException {
        Map<String, Duration> before = services.cpu();
        long began = System.nanoTime();
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
        Map<String, Duration> after = services.cpu();
        double took = System.nanoTime() - began;
        Map<String, Double> parts = new LinkedHashMap<>();
        after.forEach((name, cpu) -> parts.put(name,
                cpu.minus(before.getOrDefault(name, Duration.ZERO)).toNanos() / took));
        return parts;
    }
}
