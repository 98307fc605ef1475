package io.spillway.gateway.http.conformance;

import java.net.http.HttpResponse;
import java.time.Duration;

import io.spillway.contract.outcome.Outcome;
import io.spillway.contract.outcome.RefusalCode;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.spillway.gateway.http.conformance.TheGateway.ORDER;
import static io.spillway.gateway.http.conformance.TheGateway.OUTCOMES;
import static io.spillway.gateway.http.conformance.TheGateway.assertProblem;
import static io.spillway.gateway.http.conformance.TheGateway.json;
import static io.spillway.gateway.http.conformance.TheGateway.theWriterAnswers;
import static io.spillway.gateway.http.conformance.TheGateway.write;
import static org.assertj.core.api.Assertions.assertThat;

/** What callers get who wait for what really happens. */
@ExtendWith(TheGateway.class)
class WaitingConformanceTest {

    /** RFC 7240 §4.3 and §3; RFC 9110 §15.3.2, §15.3.1, and §8.7 for where the order in the answer is. */
    @ParameterizedTest
    @CsvSource({"POST, 201", "PUT, 200", "PATCH, 200"})
    void whoWaitsGetsTheOrderAsItIsNow(String method, int status) {
        theWriterAnswers(new Outcome.Applied(1));

        HttpResponse<String> answer = write(method, "Prefer", "wait=5");

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Preference-Applied")).contains("wait=5");
        assertThat(answer.headers().firstValue("ETag")).contains("\"1\"");
        assertThat(answer.headers().firstValue("Content-Location")).contains(ORDER);
        assertThat(json(answer).path("id").asString()).isEqualTo(ORDER.substring("/v1/orders/".length()));
        assertThat(json(answer).path("version").intValue()).isEqualTo(1);
        assertThat(answer.headers().firstValue("Location").isPresent()).isEqualTo(status == 201);
    }

    /** RFC 9110 §15, by what the refusal means; RFC 9457 §3.1: the operation is gone into in the same words. */
    @ParameterizedTest
    @CsvSource({"ORDER_NOT_FOUND, 404, order-not-found", "VERSION_MISMATCH, 412, version-mismatch",
            "ORDER_ALREADY_EXISTS, 412, order-already-exists", "ORDER_ID_RETIRED, 409, order-id-retired",
            "ILLEGAL_STATUS_TRANSITION, 409, illegal-status-transition", "ORDER_NOT_EDITABLE, 409, order-not-editable",
            "INVALID_ORDER, 422, invalid-order", "IDEMPOTENCY_KEY_REUSED, 422, idempotency-key-reused",
            "DEAD_LETTERED, 500, dead-lettered"})
    void whoWaitsIsRefusedWithTheRefusalsOwnStatus(RefusalCode refusal, int status, String code) {
        theWriterAnswers(new Outcome.Rejected(refusal));

        HttpResponse<String> answer = write("PATCH", "Prefer", "wait=5");

        assertProblem(answer, status, code);
        assertThat(answer.headers().firstValue("Preference-Applied")).contains("wait=5");
        assertThat(answer.headers().firstValue("Operation-Location").orElseThrow()).startsWith("/v1/operations/");
    }

    /** RFC 7240 §2: what cannot be used, or is not known, is as good as not sent. */
    @ParameterizedTest
    @ValueSource(strings = {"wait", "wait=", "wait=0", "wait=-1", "wait=soon", "return=minimal", "handling=strict",
            ";;,",
            "\"wait=5\""})
    void aPreferenceThatCannotBeUsedIsIgnored(String prefer) {
        HttpResponse<String> answer = write("POST", "Prefer", prefer);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.headers().firstValue("Preference-Applied")).isEmpty();
        assertThat(OUTCOMES.waitedFor).isEmpty();
    }

    /** RFC 7240 §4.3 leaves the bound to the server. */
    @ParameterizedTest
    @CsvSource({"29, 29", "30, 30", "31, 30", "100000, 30"})
    void nobodyWaitsLongerThanThirtySeconds(int asked, int waited) {
        write("POST", "Prefer", "wait=" + asked);

        assertThat(OUTCOMES.waitedFor).containsExactly(Duration.ofSeconds(waited));
    }
}
