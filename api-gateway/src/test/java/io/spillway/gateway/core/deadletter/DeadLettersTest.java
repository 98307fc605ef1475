package io.spillway.gateway.core.deadletter;

import java.time.Duration;
import java.util.List;

import io.spillway.gateway.core.Acceptance.AcceptanceUnknown;
import io.spillway.gateway.core.Acceptance.NotAccepted;
import io.spillway.gateway.core.Acceptance.Reason;
import io.spillway.gateway.core.deadletter.DeadLetters.Discarding;
import io.spillway.gateway.core.deadletter.DeadLettersUnavailableException.Why;
import io.spillway.gateway.core.deadletter.ReplayReport.Fate;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DeadLettersTest {

    private static final NotAccepted FULL = new NotAccepted(Reason.REFUSED, Duration.ofSeconds(5));

    private final FakeDeadLetterQueue queue = new FakeDeadLetterQueue();
    private final DeadLetters deadLetters = new DeadLetters(queue);

    @Test
    void listsTheOldestAndCountsAll() {
        queue.add("00", "a", "b", "c");

        DeadLetters.Page page = deadLetters.oldest(2);

        assertThat(page.letters()).extracting(DeadLetter::id).containsExactly("a", "b");
        assertThat(page.total()).isEqualTo(3);
        assertThat(queue.history).isEmpty();
    }

    @Test
    void tellsThatAListWouldBeIncomplete() {
        queue.add("00", "a", "b");
        queue.cutShortAfter = 1;

        assertThatThrownBy(() -> deadLetters.oldest(20)).isInstanceOf(DeadLettersUnavailableException.class);
        assertThat(deadLetters.oldest(1).letters()).hasSize(1);
    }

    @Test
    void replaysInTheOrderOfTheQueueAndSettlesOnlyWhatIsConfirmed() {
        queue.add("00", "a", "b", "c");

        ReplayReport report = deadLetters.replay(new Selection.Some(List.of("c", "a")));

        assertThat(queue.history).containsExactly("confirmed a", "settled a", "confirmed c", "settled c");
        assertThat(report.fates().keySet()).containsExactly("a", "c");
        assertThat(report.fates().values()).containsOnly(new Fate.Replayed());
        assertThat(report.remaining()).isEqualTo(1);
    }

    @Test
    void nothingOvertakesALetterThatWasNotConfirmed() {
        queue.add("00", "a1");
        queue.add("01", "b1");
        queue.add("00", "a2", "a3");
        queue.add("01", "b2");
        queue.verdicts.put("a2", FULL);

        ReplayReport report = deadLetters.replay(new Selection.All());

        assertThat(report.fates()).containsEntry("a1", new Fate.Replayed())
                .containsEntry("a2", new Fate.NotAccepted(Reason.REFUSED))
                .containsEntry("a3", new Fate.HeldBack())
                .containsEntry("b2", new Fate.Replayed());
        assertThat(queue.letters).extracting(DeadLetter::id).containsExactly("a2", "a3");
        assertThat(report.remaining()).isEqualTo(2);
    }

    @Test
    void keepsALetterWhoseFateIsUnknown() {
        queue.add("00", "a", "b");
        queue.verdicts.put("a", new AcceptanceUnknown());

        ReplayReport report = deadLetters.replay(new Selection.All());

        assertThat(report.fates()).containsEntry("a", new Fate.AcceptanceUnknown())
                .containsEntry("b", new Fate.HeldBack());
        assertThat(queue.history).containsExactly("unconfirmed a");
    }

    @Test
    void aLetterTooLargeToHoldLeavesThoseBehindIt() {
        queue.add("00", "a", "b");
        queue.tooLarge.add("a");

        assertThat(deadLetters.replay(new Selection.All()).fates()).containsEntry("a", new Fate.NotReached())
                .containsEntry("b", new Fate.NotReached());
        assertThat(queue.letters).hasSize(2);
    }

    @Test
    void copiesAreReplayedTogetherAndTheWorseOfTheirFatesIsTold() {
        queue.add("00", "a", "a");
        queue.add("01", "b", "x", "b");
        queue.verdicts.put("x", FULL);

        ReplayReport report = deadLetters.replay(new Selection.All());

        assertThat(queue.history).startsWith("confirmed a", "settled a", "confirmed a", "settled a");
        assertThat(report.fates()).containsEntry("a", new Fate.Replayed()).containsEntry("b", new Fate.HeldBack());
    }

    @Test
    void tellsOfAnIdWhetherItIsNotThereOrWasNotReached() {
        queue.add("00", "a");
        Selection other = new Selection.Some(List.of("z"));

        assertThat(deadLetters.replay(other).fates()).containsEntry("z", new Fate.NotFound());
        queue.beyondReach = DeadLetterQueue.REACH;
        assertThat(deadLetters.replay(other).fates()).containsEntry("z", new Fate.NotReached());
        queue.beyondReach = 0;
        queue.cutShortAfter = 0;
        assertThat(deadLetters.replay(other).fates()).containsEntry("z", new Fate.NotReached());
    }

    @Test
    void discardsEveryCopyAndNothingElse() {
        queue.add("00", "a", "b", "a");

        assertThat(deadLetters.discard("a")).isEqualTo(new Discarding.Discarded());

        assertThat(queue.letters).extracting(DeadLetter::id).containsExactly("b");
        assertThat(deadLetters.discard("a")).isEqualTo(new Discarding.NotFound(true));
    }

    @Test
    void doesNotSayDiscardedOrNotFoundUnlessItIsSure() {
        queue.add("00", "a", "b");
        queue.beyondReach = DeadLetterQueue.REACH;
        assertThat(deadLetters.discard("z")).isEqualTo(new Discarding.NotFound(false));

        queue.cutShortAfter = 1;
        assertThatThrownBy(() -> deadLetters.discard("b"))
                .isInstanceOfSatisfying(DeadLettersUnavailableException.class,
                        thrown -> assertThat(thrown.why()).isEqualTo(Why.UNREACHABLE));

        queue.cutShortAfter = Integer.MAX_VALUE;
        queue.settlesSurely = false;
        assertThatThrownBy(() -> deadLetters.discard("b")).isInstanceOf(DeadLettersUnavailableException.class);
    }
}
