package io.spillway.gateway.core;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TraceContextTest {

    private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String GOOD = "00-" + TRACE_ID + "-00f067aa0ba902b7-01";

    @Test
    void joinsTheCallersTraceUnderASpanOfItsOwn() {
        TraceContext joined = join("00-" + TRACE_ID + "-00f067aa0ba902b7-00");

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
        assertThat(join(traceparent)).returns(TRACE_ID, TraceContext::traceId)
                .returns(true, TraceContext::sampled);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "", "00", "x",
            "ff-" + TRACE_ID + "-00f067aa0ba902b7-01",
            "00-" + TRACE_ID + "-00f067aa0ba902b7-01-more",
            "00-" + TRACE_ID + "-0000000000000000-01",
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
            "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01"})
    void startsATraceWhereTheCallersIsUnusable(String traceparent) {
        assertThat(join(traceparent).traceparent()).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01")
                .doesNotContainIgnoringCase(TRACE_ID);
    }

    @Test
    void startsATraceWhereThereIsNoneOrMoreThanOne() {
        assertThat(TraceContext.joinOrStart(List.of(), List.of("a=1"))).returns(null, TraceContext::state);
        assertThat(TraceContext.joinOrStart(List.of(GOOD, GOOD), List.of()).traceId()).isNotEqualTo(TRACE_ID);
    }

    /** §3.3: with a usable traceparent only, as it came, lists joined. */
    @Test
    void passesTheCallersStateOn() {
        assertThat(TraceContext.joinOrStart(List.of(GOOD), List.of("a=1,b=2", "c=3")).state()).isEqualTo("a=1,b=2,c=3");
        assertThat(TraceContext.joinOrStart(List.of(GOOD), List.of()).state()).isNull();
        assertThat(TraceContext.joinOrStart(List.of("00-x"), List.of("a=1")).state()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a=\u0007", "a=\u00e9"})
    void passesNoStateOnThatCannotBeSent(String tracestate) {
        assertThat(TraceContext.joinOrStart(List.of(GOOD), List.of(tracestate))).returns(null, TraceContext::state)
                .returns(TRACE_ID, TraceContext::traceId);
    }

    @Test
    void passesNoStateOnThatIsTooLong() {
        assertThat(TraceContext.joinOrStart(List.of(GOOD), List.of("a=" + "1".repeat(510))).state()).hasSize(512);
        assertThat(TraceContext.joinOrStart(List.of(GOOD), List.of("a=" + "1".repeat(511))).state()).isNull();
    }

    private static TraceContext join(String traceparent) {
        return TraceContext.joinOrStart(List.of(traceparent), List.of());
    }
}
