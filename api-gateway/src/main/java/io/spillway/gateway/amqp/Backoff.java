package io.spillway.gateway.amqp;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long to wait before the next attempt: doubling from 200 ms to 5 s, and each time only a random half to whole of it, so
 * that gateways which lost one broker together don't come back together.
 */
final class Backoff {

    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration LAST = Duration.ofSeconds(5);

    private final DoubleSupplier random;
    private Duration next = FIRST;

    /** @param random from 0 to 1 */
    Backoff(DoubleSupplier random) {
        this.random = random;
    }

    Duration next() {
        Duration full = next;
        next = full.multipliedBy(2).compareTo(LAST) < 0 ? full.multipliedBy(2) : LAST;
        return Duration.ofMillis((long) (full.toMillis() * (0.5 + random.getAsDouble() / 2)));
    }

    void reset() {
        next = FIRST;
    }
}
