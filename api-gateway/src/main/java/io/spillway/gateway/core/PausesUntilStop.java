package io.spillway.gateway.core;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ends every pause when this gateway stops, and has none from then on. */
public final class PausesUntilStop implements Pauses {

    private final CountDownLatch stopped = new CountDownLatch(1);

    @Override
    public boolean pause(Duration length) {
        try {
            return !stopped.await(length.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    public void stop() {
        stopped.countDown();
    }
}
