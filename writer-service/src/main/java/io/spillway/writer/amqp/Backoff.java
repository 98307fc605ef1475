package io.spillway.writer.amqp;

import java.time.Duration;

import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/** Waits of 100 ms growing to 5 s, with jitter so that writers that failed together don't come back together. */
final class Backoff {

    private final ExponentialBackOff waits = new ExponentialBackOff(100, 2);
    private BackOffExecution execution;

    Backoff() {
        waits.setMaxInterval(5_000);
        waits.setJitter(50);
        execution = waits.start();
    }

    Duration next() {
        return Duration.ofMillis(execution.nextBackOff());
    }

    /** After a success the next failure begins with a short wait again. */
    void reset() {
        execution = waits.start();
    }
}
