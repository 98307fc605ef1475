package io.spillway.e2e;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.spillway.e2e.Attempt.Promise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Keeps the comparison of promises and store honest. */
class ReckoningTest {

    private static final UUID ORDER = UUID.randomUUID();

    @ParameterizedTest
    @CsvSource({"ACCEPTED, 1", "NOT_ACCEPTED, 0", "UNREACHED, 0", "UNKNOWN, 0", "UNKNOWN, 1", "UNANSWERED, 1"})
    void whatWasPromisedIsFine(Promise promise, long version) {
        assertThat(reckon(List.of(create(promise)), version).isClean()).isTrue();
    }

    @Test
    void anAcceptedCreateThatIsNotThereIsLost() {
        assertThat(reckon(List.of(create(Promise.ACCEPTED)), 0).lost()).hasSize(1);
    }

    @Test
    void aRefusedCreateThatIsThereIsFound() {
        assertThat(reckon(List.of(create(Promise.NOT_ACCEPTED)), 1).appliedThoughRefused()).hasSize(1);
        assertThat(Reckoning.of(List.of(), Map.of(ORDER, 1L)).appliedThoughRefused()).hasSize(1);
    }

    @Test
    void changesAreCounted() {
        List<Attempt> attempts = List.of(change(Promise.ACCEPTED), change(Promise.ACCEPTED), change(Promise.UNKNOWN));

        assertThat(reckon(attempts, 2).lost()).hasSize(1);
        assertThat(reckon(attempts, 3).isClean()).isTrue();
        assertThat(reckon(attempts, 3).uncertain()).isZero();
        assertThat(reckon(attempts, 4).isClean()).isTrue();
        assertThat(reckon(attempts, 4).uncertain()).isEqualTo(1);
        assertThat(reckon(attempts, 5).appliedTwice()).hasSize(1);
    }

    private static Reckoning reckon(List<Attempt> attempts, long version) {
        return Reckoning.of(attempts, version == 0 ? Map.of() : Map.of(ORDER, version));
    }

    private static Attempt create(Promise promise) {
        return new Attempt(ORDER, true, 0, promise, 0, "");
    }

    private static Attempt change(Promise promise) {
        return new Attempt(ORDER, false, 0, promise, 0, "");
    }
}
