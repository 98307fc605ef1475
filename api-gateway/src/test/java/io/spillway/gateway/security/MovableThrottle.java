package io.spillway.gateway.security;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import io.github.bucket4j.TimeMeter;
import io.spillway.gateway.core.identity.Throttle;

/** The gateway's throttle, for which time passes when a test says so. */
public final class MovableThrottle implements Throttle {

    private final AtomicLong nanos = new AtomicLong();
    private final Throttle throttle;

    public MovableThrottle(int perAccount, int perAddress, Duration window) {
        throttle = new BucketThrottle(new ThrottleSettings(true, perAccount, perAddress, window), new TimeMeter() {

            @Override
            public long currentTimeNanos() {
                return nanos.get();
            }

            @Override
            public boolean isWallClockBased() {
                return false;
            }
        });
    }

    public void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Override
    public Optional<Duration> count(Attempt attempt, String who) {
        return throttle.count(attempt, who);
    }

    @Override
    public void forgive(Attempt attempt, String who) {
        throttle.forgive(attempt, who);
    }
}
