package io.spillway.writer.mongodb;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RetentionTest {

    @Test
    void refusesToForgetATombstoneWithinADay() {
        assertThatThrownBy(() -> new Retention(Duration.ofHours(23), Duration.ofHours(48)))
                .hasMessageContaining("spillway.writer.retention.tombstones must be at least 24h");
    }

    @Test
    void refusesToForgetOutcomesThatCallersMayStillAskFor() {
        assertThatThrownBy(() -> new Retention(Duration.ofHours(24), Duration.ofHours(24)))
                .hasMessageContaining("spillway.writer.retention.ledger must be more than 24h");
    }
}
