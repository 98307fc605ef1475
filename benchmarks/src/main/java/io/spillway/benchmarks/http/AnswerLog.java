package io.spillway.benchmarks.http;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import org.HdrHistogram.Histogram;

/** Writes down what becomes of a run's requests; all times in nanoseconds from its beginning. Not thread-safe. */
final class AnswerLog {

    private static final long LONGEST = TimeUnit.MINUTES.toNanos(10);
    private static final int SIGNIFICANT_DIGITS = 3;

    private final Duration duration;
    private final Histogram latency = new Histogram(LONGEST, SIGNIFICANT_DIGITS);
    private final Map<Integer, Long> byStatus = new TreeMap<>();
    private long lost;
    private long unanswered;
    private long inTime;

    AnswerLog(Duration duration) {
        this.duration = duration;
    }

    void answered(int status, long due, long now) {
        byStatus.merge(status, 1L, Long::sum);
        if (Answers.isAccepted(status) && now <= duration.toNanos()) {
            inTime++;
        }
        record(due, now);
    }

    void lost(long due, long now) {
        lost++;
        record(due, now);
    }

    void unanswered(long due, long now) {
        unanswered++;
        record(due, now);
    }

    /** From when it was due, not from when it was sent: a request that had to wait for a connection waited for the server. */
    private void record(long due, long now) {
        latency.recordValue(Math.min(LONGEST, Math.max(0, now - due)));
    }

    Answers answers() {
        return new Answers(byStatus, lost, unanswered, inTime, duration, latency);
    }
}
