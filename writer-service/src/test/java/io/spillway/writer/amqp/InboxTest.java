package io.spillway.writer.amqp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.spillway.writer.amqp.SpoolTest.message;
import static org.assertj.core.api.Assertions.assertThat;

class InboxTest {

    private static final long ROOM_FOR_FOUR = 4 * (Inbox.OVERHEAD + 1_000);

    private final Spool spool = new Spool(1_000_000, 100_000);
    private final AtomicBoolean worthless = new AtomicBoolean();
    private final Inbox inbox = new Inbox(ROOM_FOR_FOUR, spool, () -> worthless.set(true));

    @AfterEach
    void close() {
        inbox.close();
    }

    @Test
    void keepsWhatFitsOnTheHeapAndNothingElse() {
        arrive(1, 4, 1_000);
        assertThat(spool.bytes()).isZero();

        arrive(5, 9, 1_000);
        assertThat(spool.bytes()).isBetween(5_000L, 6_000L);
    }

    @Test
    void keepsTheOrderThroughHeapAndDisk() {
        arrive(1, 10, 1_000);
        assertThat(take(6)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);

        arrive(11, 12, 10);
        assertThat(take(7)).as("not on the heap while older ones are on disk")
                .containsExactly(7L, 8L, 9L, 10L, 11L, 12L);

        arrive(13, 13, 1_000);
        assertThat(spool.isEmpty()).as("back on the heap").isTrue();
        assertThat(take(1)).containsExactly(13L);
    }

    @Test
    void neverKeepsAMessageOnTheHeapThatIsLargerThanIt() {
        arrive(1, 2, 300_000);

        assertThat(spool.bytes()).isGreaterThan(600_000);
        assertThat(take(2)).containsExactly(1L, 2L);
    }

    @Test
    void leavesToTheBrokerWhatTheDiskDoesNotTakeAndStillGivesWhatCameBefore() throws InterruptedException {
        arrive(1, 5, 1_000);
        arrive(6, 6, 2_000_000);
        arrive(7, 7, 10);

        assertThat(take(5)).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(worthless).as("what was taken can still be acknowledged").isFalse();
        assertThat(inbox.poll(Duration.ofSeconds(10))).as("7 must not overtake 6").isNull();
        assertThat(worthless).isTrue();
    }

    @Test
    void wakesWhoWaitsWhenAMessageArrives() {
        CompletableFuture<Message> waiting = CompletableFuture.supplyAsync(() -> poll(Duration.ofSeconds(20)));

        arrive(1, 1, 10);

        assertThat(waiting).succeedsWithin(Duration.ofSeconds(10))
                .satisfies(arrived -> assertThat(arrived.deliveryTag()).isEqualTo(1));
    }

    @Test
    void wakesWhoWaitsWhenItEndsAndGivesNothingAnyMore() {
        CompletableFuture<Message> waiting = CompletableFuture.supplyAsync(() -> poll(Duration.ofSeconds(20)));

        inbox.end();
        arrive(1, 1, 10);

        assertThat(waiting).succeedsWithin(Duration.ofSeconds(10)).isNull();
        assertThat(inbox.poll()).isNull();
    }

    @Test
    void countsHeadersAsWell() {
        Message plain = message(1, 10);
        Message loaded = new Message(plain.envelope(),
                plain.properties().builder().headers(Map.of("x", "y".repeat(10_000))).build(), plain.body());

        assertThat(plain.size()).isEqualTo(10);
        assertThat(loaded.size()).isGreaterThan(10_000);
    }

    private void arrive(long first, long last, int bytes) {
        LongStream.rangeClosed(first, last).forEach(tag -> inbox.add(message(tag, bytes)));
    }

    private List<Long> take(int atMost) {
        List<Long> tags = new ArrayList<>();
        for (Message next = inbox.poll(); next != null; next = tags.size() < atMost ? inbox.poll() : null) {
            tags.add(next.deliveryTag());
        }
        return tags;
    }

    private Message poll(Duration wait) {
        try {
            return inbox.poll(wait);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
