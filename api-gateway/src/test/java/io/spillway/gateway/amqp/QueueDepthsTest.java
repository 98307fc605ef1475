package io.spillway.gateway.amqp;

import java.time.Duration;
import java.util.OptionalLong;

import io.spillway.contract.messaging.Partition;
import io.spillway.contract.messaging.Partitions;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class QueueDepthsTest {

    private static final Partition PARTITION = new Partition(0);
    private static final Partition OTHER = new Partition(1);

    private long nanos;
    private final QueueDepths depths = new QueueDepths(new Partitions(2), 1_000, () -> nanos);

    @Test
    void aQueueTakesCommandsWhenAFifthOfItIsFree() {
        depths.refused(PARTITION);
        look(1_000);
        after(Duration.ofSeconds(1));
        look(980);

        // 180 too many at 20 a second
        assertThat(depths.untilRoom(PARTITION)).contains(Duration.ofSeconds(9));
        after(Duration.ofSeconds(2));
        assertThat(depths.untilRoom(PARTITION)).contains(Duration.ofSeconds(7));
        assertThat(depths.untilRoom(OTHER)).isEmpty();
    }

    @Test
    void nothingIsKnownBeforeTheSecondLook() {
        depths.refused(PARTITION);
        assertThat(depths.untilRoom(PARTITION)).isEmpty();
        look(1_000);
        assertThat(depths.untilRoom(PARTITION)).isEmpty();
    }

    @Test
    void nothingIsKnownWhenNothingIsTaken() {
        depths.refused(PARTITION);
        look(1_000);
        after(Duration.ofSeconds(1));
        look(1_000);

        assertThat(depths.untilRoom(PARTITION)).isEmpty();
    }

    @Test
    void whatIsSeenNowCountsMoreThanWhatWas() {
        depths.refused(PARTITION);
        look(1_000);
        for (long waiting = 990; waiting >= 900; waiting -= 10) {
            after(Duration.ofSeconds(1));
            look(waiting);
        }
        for (long waiting = 899; waiting >= 890; waiting--) {
            after(Duration.ofSeconds(1));
            look(waiting);
        }

        // at 10 a second it would be 9 s, at 1 a second 90 s
        assertThat(depths.untilRoom(PARTITION).orElseThrow()).isBetween(Duration.ofSeconds(30),
                Duration.ofSeconds(90));
    }

    @Test
    void nothingIsKnownOfADrainThatCameToAStandstill() {
        depths.refused(PARTITION);
        look(1_000);
        after(Duration.ofSeconds(1));
        look(900);
        for (int i = 0; i < 4; i++) {
            assertThat(depths.untilRoom(PARTITION)).isPresent();
            after(Duration.ofSeconds(1));
            look(900);
        }

        assertThat(depths.untilRoom(PARTITION)).isEmpty();
    }

    @Test
    void onlyWhatRefusesIsLookedAt() {
        depths.refused(PARTITION);
        depths.accepted(PARTITION);
        depths.refused(OTHER);

        depths.look(partition -> {
            assertThat(partition).isEqualTo(OTHER);
            return OptionalLong.of(1_000);
        });
        assertThat(depths.untilRoom(PARTITION)).isEmpty();
    }

    /** Under a flood a queue is full again and again. */
    @Test
    void theRateIsRememberedForAMinute() {
        depths.refused(PARTITION);
        look(1_000);
        after(Duration.ofSeconds(1));
        look(900);
        depths.accepted(PARTITION);
        after(Duration.ofSeconds(30));

        depths.refused(PARTITION);
        assertThat(depths.untilRoom(PARTITION)).as("200 too many at 100 a second").contains(Duration.ofSeconds(2));

        depths.accepted(PARTITION);
        after(Duration.ofSeconds(31));
        depths.refused(PARTITION);
        assertThat(depths.untilRoom(PARTITION)).isEmpty();
    }

    /** Somebody gave it a lower one, by a policy for instance. */
    @Test
    void nothingIsKnownOfAQueueWithAnotherLimit() {
        depths.refused(PARTITION);
        look(100);
        after(Duration.ofSeconds(1));
        look(90);

        assertThat(depths.untilRoom(PARTITION)).isEmpty();
    }

    @Test
    void aQueueThatCannotBeLookedAtIsNotMeasured() {
        depths.refused(PARTITION);
        look(1_000);
        after(Duration.ofSeconds(1));
        depths.look(partition -> OptionalLong.empty());

        assertThat(depths.untilRoom(PARTITION)).isEmpty();
    }

    private void look(long waiting) {
        depths.look(partition -> OptionalLong.of(waiting));
    }

    private void after(Duration time) {
        nanos += time.toNanos();
    }
}
