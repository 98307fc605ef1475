package io.spillway.gateway.amqp;

import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DeadLetterSettingsTest {

    @ParameterizedTest
    @CsvSource({
            "PT-1S, PT20S, spillway.dead-letters.lock-timeout must be from 0s to 60s",
            "PT61S, PT20S, spillway.dead-letters.lock-timeout must be from 0s to 60s",
            "PT2S, PT0.099S, spillway.dead-letters.time-limit must be from 100ms to 300s",
            "PT2S, PT301S, spillway.dead-letters.time-limit must be from 100ms to 300s"})
    void aValueOutOfRangeIsRefusedWithASentence(Duration lockTimeout, Duration timeLimit, String sentence) {
        assertThatThrownBy(() -> new DeadLetterSettings(lockTimeout, timeLimit)).hasMessageStartingWith(sentence);
    }
}
