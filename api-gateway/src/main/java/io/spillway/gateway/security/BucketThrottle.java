package io.spillway.gateway.security;

import java.time.Duration;
import java.util.Optional;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.spillway.gateway.core.identity.Throttle;

/** Counts attempts in buckets that fill up again evenly. Bounded: those not used for long are forgotten. */
final class BucketThrottle implements Throttle {

    private static final int BUCKETS = 100_000;

    private record Counted(Attempt attempt, String who) {}

    private final ThrottleSettings settings;
    private final TimeMeter time;
    private final LoadingCache<Counted, Bucket> buckets;

    BucketThrottle(ThrottleSettings settings) {
        this(settings, TimeMeter.SYSTEM_NANOTIME);
    }

    BucketThrottle(ThrottleSettings settings, TimeMeter time) {
        this.settings = settings;
        this.time = time;
        this.buckets = Caffeine.newBuilder()
                .ticker(time::currentTimeNanos)
                .maximumSize(BUCKETS)
                // untouched for a window it is full, and as good as a new one
                .expireAfterAccess(settings.window().plusSeconds(1))
                .build(counted -> bucket(counted.attempt()));
    }

    @Override
    public Optional<Duration> count(Attempt attempt, String who) {
        if (!settings.enabled()) {
            return Optional.empty();
        }
        ConsumptionProbe probe = buckets.get(new Counted(attempt, who)).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    @Override
    public void forgive(Attempt attempt, String who) {
        Bucket bucket = buckets.getIfPresent(new Counted(attempt, who));
        if (bucket != null) {
            bucket.addTokens(1);
        }
    }

    private Bucket bucket(Attempt attempt) {
        int size = switch (attempt) {
            case LOG_IN_TO_ACCOUNT, REPLACE_KEY_OF_ACCOUNT -> settings.perAccount();
            case LOG_IN_FROM_ADDRESS, REFRESH_FROM_ADDRESS, REGISTER_FROM_ADDRESS, VERIFY_FROM_ADDRESS ->
                settings.perAddress();
        };
        return Bucket.builder()
                .withCustomTimePrecision(time)
                .addLimit(limit -> limit.capacity(size).refillGreedy(size, settings.window()))
                .build();
    }
}
