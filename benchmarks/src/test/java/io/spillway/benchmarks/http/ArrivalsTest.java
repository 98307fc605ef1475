package io.spillway.benchmarks.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ArrivalsTest {

    private static final long MILLISECOND = 1_000_000;

    private static List<Long> taken(Arrivals arrivals, long now) {
        List<Long> taken = new ArrayList<>();
        for (long due = arrivals.take(now); due != Arrivals.NONE; due = arrivals.take(now)) {
            taken.add(due);
        }
        return taken;
    }

    @Test
    void becomeDueEvenly() {
        Arrivals arrivals = Arrivals.atRate(1_000, Duration.ofSeconds(1));

        assertThat(taken(arrivals, 2 * MILLISECOND)).containsExactly(0L, MILLISECOND, 2 * MILLISECOND);
        assertThat(taken(arrivals, 2 * MILLISECOND)).isEmpty();
        assertThat(taken(arrivals, 3 * MILLISECOND)).containsExactly(3 * MILLISECOND);
    }

    @Test
    void keepTheirDueTimesHoweverLateTheyAreTaken() {
        Arrivals arrivals = Arrivals.atRate(1_000, Duration.ofMillis(5));

        assertThat(taken(arrivals, 1_000 * MILLISECOND)).containsExactly(0L, MILLISECOND, 2 * MILLISECOND,
                3 * MILLISECOND, 4 * MILLISECOND);
        assertThat(arrivals.isOver(0)).isTrue();
    }

    @Test
    void areAsManyAsRateTimesDurationWithoutRoundingDrift() {
        Arrivals arrivals = Arrivals.atRate(3_333.3, Duration.ofSeconds(30));

        List<Long> all = taken(arrivals, Long.MAX_VALUE);

        assertThat(all).hasSize(99_999).isSorted();
        assertThat(all.getLast()).isBetween(29_999 * MILLISECOND, 30_000 * MILLISECOND);
    }

    @Test
    void areDueAtOnceWhenEachWaitsForTheAnswerBeforeIt() {
        Arrivals arrivals = Arrivals.whenAnswered(Duration.ofMillis(5));

        assertThat(arrivals.take(MILLISECOND)).isEqualTo(MILLISECOND);
        assertThat(arrivals.take(5 * MILLISECOND)).isEqualTo(Arrivals.NONE);
        assertThat(arrivals.isOver(5 * MILLISECOND)).isTrue();
    }

    @Test
    void needARate() {
        assertThatThrownBy(() -> Arrivals.atRate(0, Duration.ofSeconds(1))).hasMessageContaining("rate");
    }
}
