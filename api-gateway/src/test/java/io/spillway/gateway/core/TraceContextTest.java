package io.spillway.gateway.core;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TraceContextTest {

    private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";

    @Test
    void joinsTheCallersTraceUnderASpanOfItsOwn() {
        TraceContext joined = TraceContext.joinOrStart("00-" + TRACE_ID + "-00f067aa0ba902b7-00");

        assertThat(joined.traceId()).isEqualTo(TRACE_ID);
        assertThat(joined.spanId()).matches("[0-9a-f]{16}").isNotEqualTo("00f067aa0ba902b7");
        assertThat(joined.traceparent()).isEqualTo("00-" + TRACE_ID + "-" + joined.spanId() + "-00");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "00-" + TRACE_ID + "-00f067aa0ba902b7-01",
            "00-" + TRACE_ID + "-00f067aa0ba902b7-ff",
            "cc-" + TRACE_ID + "-00f067aa0ba902b7-01-what-the-future-will-be-like"})
    void takesWhatItMustUnderstand(String traceparent) {
        assertThat(TraceContext.joinOrStart(traceparent)).returns(TRACE_ID, TraceContext::traceId)
                .returns(true, TraceContext::sampled);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {
            "", "00", "x",
            "ff-" + TRACE_ID + "-00f067aa0ba902b7-01",
            "00-" + TRACE_ID + "-00f067aa0ba902b7-01-more",
            "00-" + TRACE_ID + "-0000000000000000-01",
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
            "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01"})
    void startsATraceWhereTheCallersIsUnusable(String traceparent) {
        assertThat(TraceContext.joinOrStart(traceparent).traceparent()).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01")
                .doesNotContainIgnoringCase(TRACE_ID);
    }
}
