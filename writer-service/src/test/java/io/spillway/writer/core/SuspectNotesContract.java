package io.spillway.writer.core;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What finding the culprit expects of any place for notes. */
public abstract class SuspectNotesContract {

    private static final UUID FIRST = UUID.randomUUID();
    private static final UUID SECOND = UUID.randomUUID();

    protected abstract SuspectNotes notes();

    @Test
    void findsWhatIsNotedEitherWay() {
        notes().noteTogether(List.of("a", "b"));
        notes().noteTogether(List.of("b", "c"));
        notes().noteAlone("d", FIRST);

        assertThat(notes().noted(List.of("a", "b", "c", "d", "e"))).containsExactlyInAnyOrder("a", "b", "c", "d");
    }

    @Test
    void countsDifferentAttemptsAloneAndNothingElse() {
        notes().noteTogether(List.of("a"));

        assertThat(notes().noteAlone("a", FIRST)).isEqualTo(1);
        assertThat(notes().noteAlone("a", FIRST)).as("the same again").isEqualTo(1);
        notes().noteTogether(List.of("a"));
        assertThat(notes().noteAlone("a", SECOND)).isEqualTo(2);
        assertThat(notes().noteAlone("b", SECOND)).as("another message").isEqualTo(1);
    }

    @Test
    void doesNotCountAnAttemptThatWasWithdrawn() {
        notes().noteAlone("a", FIRST);
        notes().withdraw("a", FIRST);
        notes().withdraw("never noted", FIRST);

        assertThat(notes().noteAlone("a", SECOND)).isEqualTo(1);
        assertThat(notes().noted(List.of("never noted"))).isEmpty();
    }

    @Test
    void forgets() {
        notes().noteTogether(List.of("a", "b"));
        notes().noteAlone("c", FIRST);

        notes().forget(List.of("a", "c", "never noted"));

        assertThat(notes().noted(List.of("a", "b", "c"))).containsExactly("b");
        assertThat(notes().noteAlone("c", SECOND)).isEqualTo(1);
    }
}
