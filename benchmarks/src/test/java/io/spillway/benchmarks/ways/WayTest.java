package io.spillway.benchmarks.ways;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class WayTest {

    @Test
    void hasTwoConsumersUnlessTold() {
        assertThat(Way.of("spillway")).isEqualTo(new Way("spillway", 2));
        assertThat(Way.of("one-by-one:32")).isEqualTo(new Way("one-by-one", 32));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "direct", "spillway:0", "spillway:100", "spillway:", "SPILLWAY"})
    void refusesWhatIsNone(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Way.of(text)).withMessageContaining("one-by-one:8");
    }
}
