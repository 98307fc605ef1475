package io.spillway.gateway.http.stream;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StallTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final Stall stall = new Stall(Duration.ofSeconds(60), now::get);

    @Test
    void aClientThatIsWaitedForInVainIsStalled() throws IOException {
        assertThat(stall.<Boolean>waitFor(() -> {
            pass(60);
            assertThat(stall.isOver()).isFalse();
            pass(1);
            return stall.isOver();
        })).isTrue();
        assertThat(stall.isOver()).as("it did something after all").isFalse();
    }

    @Test
    void timeInWhichNobodyWaitsForTheClientIsNotItsFault() throws IOException {
        pass(1_000);
        assertThat(stall.isOver()).isFalse();
        assertThat(stall.<Boolean>waitFor(stall::isOver)).isFalse();
    }

    @Test
    void aSignOfLifeInOneDirectionCountsForTheOther() throws IOException {
        assertThat(stall.<Boolean>waitFor(() -> {
            pass(50);
            stall.waitFor(() -> {
                pass(50);
                return 1;
            });
            pass(50);
            return stall.isOver();
        })).isFalse();
    }

    @Test
    void aFailureEndsTheWaitingToo() {
        assertThatThrownBy(() -> stall.waitFor(() -> {
            throw new IOException("gone");
        })).hasMessage("gone");
        pass(61);
        assertThat(stall.isOver()).isFalse();
    }

    private void pass(int seconds) {
        now.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }
}
