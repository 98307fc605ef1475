package io.spillway.benchmarks.report;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ProfileTest {

    @TempDir
    private Path folder;

    @Test
    void findsWhatThisTestBurnedItsTimeIn() throws Exception {
        Path file = folder.resolve("burn.jfr");
        Instant began = Instant.now();
        try (Recording recording = new Recording()) {
            recording.enable("jdk.ExecutionSample").withPeriod(Duration.ofMillis(5));
            recording.start();
            assertThat(burn(Duration.ofMillis(600))).isPositive();
            recording.stop();
            recording.dump(file);
        }

        Profile profile = Profile.read(file, began, Instant.now());

        assertThat(profile.samples()).isPositive();
        assertThat(profile.own()).anyMatch(share -> share.method().equals(getClass().getName() + ".burn"));
        assertThat(Profile.read(file, began.minusSeconds(9), began).samples()).isZero();
    }

    private static long burn(Duration time) {
        long sum = 0;
        for (long began = System.nanoTime(); System.nanoTime() - began < time.toNanos();) {
            sum += String.valueOf(sum).hashCode() & 0xFF | 1;
        }
        return sum;
    }
}
