package io.spillway.orders.http;

import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PathIdTest {

    @Test
    void isAUuidInEitherCase() {
        UUID id = UUID.fromString("019b0000-0000-7000-8000-00000000abcd");

        assertThat(PathId.parse("019b0000-0000-7000-8000-00000000abcd")).contains(id);
        assertThat(PathId.parse("019B0000-0000-7000-8000-00000000ABCD")).contains(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1-1-1-1-1", "019b000000007000800000000000abcd",
            "019b0000-0000-7000-8000-00000000abcd ",
            "{019b0000-0000-7000-8000-00000000abcd}", "019b0000-0000-7000-8000-00000000abcg"})
    void isNothingElse(String text) {
        assertThat(PathId.parse(text)).isEmpty();
    }
}
