package io.spillway.benchmarks.http;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.HdrHistogram.Histogram;

/**
 * What became of all requests of one run.
 *
 * @param byStatus   answers, by HTTP status
 * @param lost       requests whose connection ended before their answer
 * @param unanswered requests without an answer when the run's patience was over, sent or not
 * @param inTime     2xx answers that came while requests were still becoming due
 * @param duration   how long that was
 * @param latency    of every request, in nanoseconds from when it was due; of one without an answer, until it was given up
 */
public record Answers(Map<Integer, Long> byStatus, long lost, long unanswered, long inTime, Duration duration,
        Histogram latency) {

    public Answers {
        byStatus = Map.copyOf(byStatus);
    }

    /** The same of what was asked for, where each request asks for so many things at once; the latency stays that of a request. */
    public Answers times(int things) {
        Map<Integer, Long> scaled = new HashMap<>();
        byStatus.forEach((status, count) -> scaled.put(status, count * things));
        return new Answers(scaled, lost * things, unanswered * things, inTime * things, duration, latency);
    }

    /** 2xx answers, late ones too. */
    public long accepted() {
        return byStatus.entrySet().stream().filter(entry -> isAccepted(entry.getKey()))
                .mapToLong(Map.Entry::getValue).sum();
    }

    /** Other answers, and none where the connection ended. */
    public long errors() {
        return answered() - accepted() + lost;
    }

    public long requests() {
        return answered() + lost + unanswered;
    }

    private long answered() {
        return byStatus.values().stream().mapToLong(Long::longValue).sum();
    }

    /** 2xx answers a second. */
    public double rate() {
        return inTime * 1e9 / duration.toNanos();
    }

    /** The latency that this share of all requests did not exceed. */
    public double millis(double percentile) {
        return latency.getValueAtPercentile(percentile) / 1e6;
    }

    static boolean isAccepted(int status) {
        return status / 100 == 2;
    }
}
