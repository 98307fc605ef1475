package io.spillway.gateway.amqp;

import java.time.Duration;
import java.util.OptionalLong;

import io.spillway.contract.messaging.Partition;
import io.spillway.contract.messaging.Partitions;
import io.spillway.gateway.core.Acceptance;
import io.spillway.gateway.core.Acceptance.AcceptanceUnknown;
import io.spillway.gateway.core.Acceptance.Accepted;
import io.spillway.gateway.core.Acceptance.NotAccepted;
import io.spillway.gateway.core.Acceptance.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class RetryTimesTest {

    private static final Partition PARTITION = new Partition(0);
    private static final Partition OTHER = new Partition(1);
    private static final Partitions PARTITIONS = new Partitions(2);

    private long nanos;
    private double random;
    private Duration untilNextAttempt = Duration.ZERO;
    private final QueueDepths depths = new QueueDepths(PARTITIONS, 1_000, () -> nanos);
    private final RetryTimes times = new RetryTimes(PARTITIONS, depths, () -> untilNextAttempt, () -> nanos,
            () -> random);

    @ParameterizedTest(name = "{0}: {1} s at first, {2} s when it has lasted 30 s, {3} s after 10 minutes")
    @CsvSource({
            "UNREACHABLE, 2, 15, 40",
            "BLOCKED,     5, 15, 40",
            "REFUSED,     5, 15, 40",
            "UNROUTABLE,  2, 15, 40",
            "BUSY,        1, 15, 40",
            "STOPPING,    1,  1,  1"})
    void whatIsUnknownMayLastHalfAsLongAgain(Reason reason, int first, int then, int atLast) {
        assertThat(refused(reason)).hasSeconds(first);
        after(Duration.ofSeconds(30));
        assertThat(refused(reason)).hasSeconds(then);
        for (int minute = 0; minute < 10; minute++) {
            after(Duration.ofSeconds(60));
            refused(reason);
        }
        assertThat(refused(reason)).hasSeconds(atLast);
    }

    @Test
    void soDoesWhatKeepsConfirmsAway() {
        assertThat(unknown()).hasSeconds(1);
        after(Duration.ofSeconds(20));
        assertThat(unknown()).hasSeconds(10);
    }

    @ParameterizedTest
    @EnumSource
    void nobodyIsToldMoreThanAMinuteOrLessThanASecond(Reason reason) {
        untilNextAttempt = Duration.ofHours(1);
        random = 1;
        assertThat(refused(reason)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(60));
        for (int minute = 0; minute < 100; minute++) {
            after(Duration.ofSeconds(60));
            assertThat(refused(reason)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(60));
        }
    }

    @Test
    void aFullQueueIsWaitedForAsLongAsItsDrainRateTells() {
        assertThat(refused(Reason.REFUSED)).hasSeconds(5);
        depths.look(partition -> OptionalLong.of(1_000));
        after(Duration.ofSeconds(1));
        depths.look(partition -> OptionalLong.of(980));

        assertThat(refused(Reason.REFUSED)).as("180 too many at 20 a second").hasSeconds(9);
        after(Duration.ofSeconds(2));
        depths.look(partition -> OptionalLong.of(820));
        assertThat(refused(Reason.REFUSED)).hasSeconds(1);
    }

    @Test
    void nobodyComesBeforeTheNextAttemptToConnect() {
        untilNextAttempt = Duration.ofSeconds(4);

        assertThat(refused(Reason.UNREACHABLE)).hasSeconds(4);
    }

    @Test
    void callersComeBackSpreadOverHalfOfTheTimeAgain() {
        refused(Reason.BLOCKED);
        after(Duration.ofSeconds(20));

        random = 0.5;
        assertThat(refused(Reason.BLOCKED)).hasSeconds(13);
        random = 1;
        assertThat(refused(Reason.BLOCKED)).hasSeconds(15);
        assertThat(refused(Reason.STOPPING)).as("never all in the same second").hasSeconds(2);
    }

    @Test
    void anAcceptedCommandEndsTheTrouble() {
        refused(Reason.REFUSED);
        refused(Reason.BLOCKED);
        after(Duration.ofSeconds(30));

        assertThat(times.told(PARTITION, new Accepted())).isEqualTo(new Accepted());

        assertThat(refused(Reason.REFUSED)).hasSeconds(5);
        assertThat(refused(Reason.BLOCKED)).hasSeconds(5);
    }

    @Test
    void aFullQueueSaysNothingOfAnotherButALostConnectionDoes() {
        refused(Reason.REFUSED);
        refused(Reason.UNREACHABLE);
        after(Duration.ofSeconds(30));

        assertThat(retryAfter(times.told(OTHER, Verdicts.notAccepted(Reason.REFUSED)))).hasSeconds(5);
        assertThat(retryAfter(times.told(OTHER, Verdicts.notAccepted(Reason.UNREACHABLE)))).hasSeconds(15);
    }

    /** It may have been well in between: nobody asked. */
    @Test
    void troubleThatNobodyMetForAMinuteIsForgotten() {
        refused(Reason.BLOCKED);
        after(Duration.ofSeconds(61));

        assertThat(refused(Reason.BLOCKED)).hasSeconds(5);
    }

    private Duration refused(Reason reason) {
        Acceptance told = times.told(PARTITION, Verdicts.notAccepted(reason));
        assertThat(told).isInstanceOfSatisfying(NotAccepted.class,
                refusal -> assertThat(refusal.reason()).isEqualTo(reason));
        return retryAfter(told);
    }

    private Duration unknown() {
        return retryAfter(times.told(PARTITION, new AcceptanceUnknown()));
    }

    private static Duration retryAfter(Acceptance told) {
        return switch (told) {
            case Accepted yes -> throw new AssertionError("accepted");
            case NotAccepted(Reason reason, Duration retryAfter) -> retryAfter;
            case AcceptanceUnknown(Duration retryAfter) -> retryAfter;
        };
    }

    private void after(Duration time) {
        nanos += time.toNanos();
    }
}
