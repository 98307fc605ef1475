package io.spillway.gateway.core.identity;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.spillway.contract.order.UserId;
import io.spillway.gateway.core.FakePauses;
import io.spillway.gateway.core.identity.RateLimit.Quota;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PaceTest {

    private static final Duration WINDOW = Duration.ofSeconds(1);

    private final FakePauses pauses = new FakePauses();
    private final List<UserId> asked = new ArrayList<>();

    @Test
    void thereIsNoWaitingWithinTheQuota() {
        Pace pace = pace(user -> new Quota.Counted(true, 10, WINDOW, 9, WINDOW));

        assertThat(pace.next(() -> false)).isTrue();
        assertThat(pauses.taken).isEmpty();
        assertThat(asked).containsExactly(new UserId("ann"));
    }

    @Test
    void thereIsNoWaitingWhenNobodyCounts() {
        assertThat(pace(user -> new Quota.Unlimited()).next(() -> false)).isTrue();
        assertThat(pauses.taken).isEmpty();
    }

    @Test
    void overTheQuotaItWaitsUntilThereIsSome() {
        Pace pace = pace(user -> new Quota.Counted(asked.size() > 2, 10, WINDOW, 0, Duration.ofMillis(100)));

        assertThat(pace.next(() -> false)).isTrue();
        assertThat(pauses.taken).containsExactly(Duration.ofMillis(100), Duration.ofMillis(100));
    }

    @Test
    void itStopsWaitingSoonWhenNobodyCaresAnyMore() {
        Pace pace = pace(user -> new Quota.Counted(false, 1, Duration.ofHours(1), 0, Duration.ofMinutes(59)));

        assertThat(pace.next(() -> pauses.taken.size() == 2)).isFalse();
        assertThat(pauses.taken).allMatch(pause -> pause.compareTo(Duration.ofSeconds(1)) < 0);
    }

    private Pace pace(RateLimit limit) {
        return new Pace(user -> {
            asked.add(user);
            return limit.take(user);
        }, new UserId("ann"), pauses);
    }
}
