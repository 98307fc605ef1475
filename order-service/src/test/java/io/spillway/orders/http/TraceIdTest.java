package io.spillway.orders.http;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TraceIdTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";

    @ParameterizedTest
    @ValueSource(strings = {PARENT, "00-" + TRACE + "-00f067aa0ba902b7-00",
            "cc-" + TRACE + "-00f067aa0ba902b7-01-later"})
    void isTheCallers(String traceparent) {
        assertThat(TraceId.fromHeaders(List.of(traceparent))).isEqualTo(TRACE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", TRACE, PARENT + "-more", "ff-" + TRACE + "-00f067aa0ba902b7-01",
            "00-" + TRACE + "-0000000000000000-01",
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
            "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
            "00-" + TRACE + "-00f067aa0ba902b7", "00-" + TRACE + "\n-00f067aa0ba902b7-01"})
    void isNewWhereTheCallersIsInvalid(String traceparent) {
        assertThat(TraceId.fromHeaders(List.of(traceparent))).matches("[0-9a-f]{32}").isNotEqualTo(TRACE);
    }

    @Test
    void isNewWhereTheCallerSentNoneOrTwo() {
        assertThat(TraceId.fromHeaders(List.of())).matches("[0-9a-f]{32}");
        assertThat(TraceId.fromHeaders(List.of(PARENT, PARENT))).isNotEqualTo(TRACE);
    }
}
