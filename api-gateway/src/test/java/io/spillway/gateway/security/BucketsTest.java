package io.spillway.gateway.security;

import java.time.Duration;
import java.util.stream.IntStream;

import io.spillway.contract.order.UserId;
import io.spillway.gateway.core.identity.RateLimit.Quota;
import io.spillway.gateway.core.identity.Throttle.Attempt;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BucketsTest {

    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void afterTooManyGuessesOneWaits() {
        BucketThrottle throttle = new BucketThrottle(new ThrottleSettings(true, 3, 5, HOUR));

        for (int i = 0; i < 3; i++) {
            assertThat(throttle.count(Attempt.LOG_IN_TO_ACCOUNT, "ann")).isEmpty();
        }

        assertThat(throttle.count(Attempt.LOG_IN_TO_ACCOUNT, "ann").orElseThrow())
                .isBetween(Duration.ofMinutes(19), Duration.ofMinutes(20));
        assertThat(throttle.count(Attempt.LOG_IN_TO_ACCOUNT, "bob")).isEmpty();
        assertThat(throttle.count(Attempt.LOG_IN_FROM_ADDRESS, "ann")).isEmpty();
    }

    @Test
    void ofAThousandGuessesAFewPassInEveryWindow() {
        MovableThrottle throttle = new MovableThrottle(10, 100, HOUR);

        for (int window = 1; window <= 3; window++) {
            assertThat(IntStream.range(0, 1_000)
                    .filter(i -> throttle.count(Attempt.LOG_IN_TO_ACCOUNT, "ann").isEmpty()).count()).isEqualTo(10);
            assertThat(throttle.count(Attempt.LOG_IN_TO_ACCOUNT, "ann")).contains(HOUR.dividedBy(10));
            throttle.pass(HOUR);
        }
    }

    @Test
    void whoWaitsAsLongAsToldMayTryOnce() {
        MovableThrottle throttle = new MovableThrottle(2, 2, HOUR);
        throttle.count(Attempt.LOG_IN_TO_ACCOUNT, "ann");
        throttle.count(Attempt.LOG_IN_TO_ACCOUNT, "ann");

        Duration wait = throttle.count(Attempt.LOG_IN_TO_ACCOUNT, "ann").orElseThrow();
        throttle.pass(wait.minusSeconds(1));
        assertThat(throttle.count(Attempt.LOG_IN_TO_ACCOUNT, "ann")).contains(Duration.ofSeconds(1));
        throttle.pass(Duration.ofSeconds(1));

        assertThat(throttle.count(Attempt.LOG_IN_TO_ACCOUNT, "ann")).isEmpty();
        assertThat(throttle.count(Attempt.LOG_IN_TO_ACCOUNT, "ann")).isPresent();
    }

    @Test
    void whatWasNoGuessIsForgiven() {
        BucketThrottle throttle = new BucketThrottle(new ThrottleSettings(true, 1, 1, HOUR));

        for (int i = 0; i < 10; i++) {
            assertThat(throttle.count(Attempt.LOG_IN_TO_ACCOUNT, "ann")).isEmpty();
            throttle.forgive(Attempt.LOG_IN_TO_ACCOUNT, "ann");
        }
    }

    @Test
    void offIsOff() {
        BucketThrottle throttle = new BucketThrottle(new ThrottleSettings(false, 1, 1, HOUR));
        BucketRateLimit limit = new BucketRateLimit(new RateLimitSettings(false, 1, HOUR));

        for (int i = 0; i < 10; i++) {
            assertThat(throttle.count(Attempt.VERIFY_FROM_ADDRESS, "a")).isEmpty();
            assertThat(limit.take(new UserId("ann"))).isEqualTo(new Quota.Unlimited());
        }
    }

    @Test
    void everyUserHasAQuota() {
        BucketRateLimit limit = new BucketRateLimit(new RateLimitSettings(true, 2, HOUR));

        assertThat(limit.take(new UserId("ann"))).isInstanceOfSatisfying(Quota.Counted.class, quota -> {
            assertThat(quota.granted()).isTrue();
            assertThat(quota.remaining()).isEqualTo(1);
        });
        limit.take(new UserId("ann"));
        assertThat(limit.take(new UserId("ann"))).isInstanceOfSatisfying(Quota.Counted.class, quota -> {
            assertThat(quota.granted()).isFalse();
            assertThat(quota.retryAfter()).isBetween(Duration.ofMinutes(29), Duration.ofMinutes(30));
        });
        assertThat(limit.take(new UserId("bob"))).isInstanceOfSatisfying(Quota.Counted.class,
                quota -> assertThat(quota.granted()).isTrue());
    }
}
