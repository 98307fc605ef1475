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

    @Test
    void runsInSeveralProcessesIfTold() {
        assertThat(Way.of("spillway:2x3")).isEqualTo(new Way("spillway", 2, 3))
                .hasToString("spillway × 2, 3 processes");
        assertThatIllegalArgumentException().isThrownBy(() -> Way.of("spring-batch:2x3"))
                .withMessageContaining("Only spillway");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "direct", "spillway:0", "spillway:100", "spillway:", "SPILLWAY", "spillway:2x0",
            "spillway:2x"})
    void refusesWhatIsNone(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Way.of(text)).withMessageContaining("one-by-one:8");
    }
}
