package io.spillway.gateway.security;

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.spillway.contract.order.UserId;
import io.spillway.gateway.core.identity.RateLimit;

/** One bucket for each user who was here lately. */
final class BucketRateLimit implements RateLimit {

    private static final int USERS = 100_000;

    private final RateLimitSettings settings;
    private final LoadingCache<UserId, Bucket> buckets;

    BucketRateLimit(RateLimitSettings settings) {
        this.settings = settings;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(USERS)
                .expireAfterAccess(settings.window().plusSeconds(1))
                .build(user -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(settings.requests())
                                .refillGreedy(settings.requests(), settings.window()))
                        .build());
    }

    @Override
    public Quota take(UserId user) {
        if (!settings.enabled()) {
            return new Quota.Unlimited();
        }
        ConsumptionProbe probe = buckets.get(user).tryConsumeAndReturnRemaining(1);
        long wait = probe.isConsumed() ? probe.getNanosToWaitForReset() : probe.getNanosToWaitForRefill();
        return new Quota.Counted(probe.isConsumed(), settings.requests(), settings.window(), probe.getRemainingTokens(),
                Duration.ofNanos(wait));
    }
}
