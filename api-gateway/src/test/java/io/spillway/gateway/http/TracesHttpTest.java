package io.spillway.gateway.http;

import java.net.http.HttpResponse;
import java.util.Map;

import io.spillway.gateway.RunningGateway;
import io.spillway.gateway.StubOrderService;
import io.spillway.gateway.core.FakePublisher;
import io.spillway.gateway.core.TraceContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** One trace for a request and for all that it causes (W3C Trace Context). */
@ExtendWith(OutputCaptureExtension.class)
class TracesHttpTest {

    private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String TRACEPARENT = "00-" + TRACE_ID + "-00f067aa0ba902b7-01";
    private static final String ORDER = "/v1/orders/01a20423-2af3-7546-b9cc-ecd62cdde46e";

    private static final FakePublisher PUBLISHER = new FakePublisher();
    private static StubOrderService orderService;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        orderService = new StubOrderService();
        gateway = RunningGateway.publishingTo(PUBLISHER, "spring.rabbitmq.addresses=127.0.0.1:1",
                "spillway.order-service.url=" + orderService.url(),
                "logging.level.io.spillway.gateway.http.access=debug");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        orderService.close();
    }

    @Test
    void theCallersTraceIsInTheAnswerTheMessageAndTheLog(CapturedOutput output) {
        PUBLISHER.traces.clear();

        HttpResponse<String> answer = gateway.send("DELETE", ORDER, "", "traceparent", TRACEPARENT, "tracestate",
                "a=1", "tracestate", "b=2");

        TraceContext trace = PUBLISHER.traces.getFirst();
        assertThat(trace.traceId()).isEqualTo(TRACE_ID);
        assertThat(trace.state()).isEqualTo("a=1,b=2");
        assertThat(trace.spanId()).as("a span of the gateway's own").isNotEqualTo("00f067aa0ba902b7");
        assertThat(answer.headers().allValues("traceparent")).containsExactly(trace.traceparent());
        // the client can have its answer before the filter gets to its end
        await().untilAsserted(() -> assertThat(output.toString().lines()).anySatisfy(line -> assertThat(line)
                .contains("[" + TRACE_ID + "]").contains("DELETE " + ORDER + " 202 in ")
                .endsWith(answer.headers().firstValue("Operation-Location").orElseThrow())));
    }

    @Test
    void orderServiceIsAskedInTheSameTrace() {
        orderService.reset();
        orderService.answers(200, Map.of("Content-Type", "application/json"), "{}");

        gateway.get(ORDER, "traceparent", TRACEPARENT, "tracestate", "a=1");

        assertThat(orderService.asked).singleElement().satisfies(asked -> {
            assertThat(asked.headers().getFirst("traceparent")).startsWith("00-" + TRACE_ID + "-")
                    .isNotEqualTo(TRACEPARENT);
            assertThat(asked.headers().getFirst("tracestate")).isEqualTo("a=1");
        });
    }

    @Test
    void aProblemNamesTheTraceOfItsAnswer() {
        HttpResponse<String> joined = gateway.get("/v1/nothing", "traceparent", TRACEPARENT);
        HttpResponse<String> started = gateway.getAsIs("/v1/orders", "traceparent", "rubbish", "tracestate", "a=1");

        assertThat(traceIdOf(joined)).isEqualTo(TRACE_ID);
        assertThat(started.statusCode()).isEqualTo(401);
        assertThat(traceIdOf(started)).matches("[0-9a-f]{32}").isNotEqualTo(TRACE_ID);
    }

    /** What went wrong on our side is told with its trace. */
    @Test
    void aWarningSaysWhoseRequestItIsAbout(CapturedOutput output) {
        orderService.reset();
        orderService.answers(502, Map.of("Content-Type", "text/html"), "<html>");

        HttpResponse<String> answer = gateway.get(ORDER, "traceparent", TRACEPARENT);

        assertThat(traceIdOf(answer)).isEqualTo(TRACE_ID);
        assertThat(output.toString().lines()).anySatisfy(line -> assertThat(line).contains("[" + TRACE_ID + "]")
                .contains("WARN").contains("Instead of order-service, something answered 502"));
    }

    private static String traceIdOf(HttpResponse<String> answer) {
        String traceId = JsonMapper.shared().readTree(answer.body()).path("traceId").asString();
        assertThat(answer.headers().firstValue("traceparent").orElseThrow()).startsWith("00-" + traceId + "-");
        return traceId;
    }
}
