package io.spillway.gateway.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Time that passes only while somebody pauses. */
public final class FakePauses implements Pauses {

    public final List<Duration> taken = new ArrayList<>();
    boolean stopped;
    private long now = Long.MAX_VALUE - 1_000; // a counter that overflows, as nanoTime may

    @Override
    public boolean pause(Duration length) {
        if (stopped) {
            return false;
        }
        taken.add(length);
        now += length.toNanos();
        return true;
    }

    @Override
    public long nanoTime() {
        return now;
    }

    Duration total() {
        return taken.stream().reduce(Duration.ZERO, Duration::plus);
    }
}
