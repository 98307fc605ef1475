package io.spillway.benchmarks.store;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PacerTest {

    @Test
    void neverPausesLessThanAskedForBeyondTheLittleItOwes() {
        Pacer pacer = new Pacer();
        long began = System.nanoTime();
        for (int i = 0; i < 200; i++) {
            pacer.pause(200_000);
        }

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(38));
    }
}
