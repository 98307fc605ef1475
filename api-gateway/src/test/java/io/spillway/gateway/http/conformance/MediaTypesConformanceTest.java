package io.spillway.gateway.http.conformance;

import java.net.http.HttpResponse;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.spillway.gateway.http.conformance.TheGateway.CONTENT;
import static io.spillway.gateway.http.conformance.TheGateway.JSON;
import static io.spillway.gateway.http.conformance.TheGateway.MERGE_PATCH;
import static io.spillway.gateway.http.conformance.TheGateway.ORDER;
import static io.spillway.gateway.http.conformance.TheGateway.ORDERS;
import static io.spillway.gateway.http.conformance.TheGateway.assertProblem;
import static io.spillway.gateway.http.conformance.TheGateway.bodyFor;
import static io.spillway.gateway.http.conformance.TheGateway.get;
import static io.spillway.gateway.http.conformance.TheGateway.list;
import static io.spillway.gateway.http.conformance.TheGateway.operation;
import static io.spillway.gateway.http.conformance.TheGateway.orderService;
import static io.spillway.gateway.http.conformance.TheGateway.published;
import static io.spillway.gateway.http.conformance.TheGateway.send;
import static io.spillway.gateway.http.conformance.TheGateway.thereIsAnOrder;
import static io.spillway.gateway.http.conformance.TheGateway.write;
import static org.assertj.core.api.Assertions.assertThat;

/** What may be sent, and what callers can read. */
@ExtendWith(TheGateway.class)
class MediaTypesConformanceTest {

    /** RFC 9110 §15.5.16, with Accept; RFC 5789 §2.2, with Accept-Patch for patches, whatever is wrong with the type. */
    @ParameterizedTest
    @CsvSource({"POST, text/plain", "POST, application/merge-patch+json", "POST, nonsense",
            "POST, application/json;charset=ISO-8859-1", "PUT, application/xml", "PUT, application/json;charset=UTF-16",
            "PATCH, application/json", "PATCH, application/json-patch+json", "PATCH, nonsense",
            "PATCH, application/merge-patch+json;charset=UTF-16"})
    void anotherMediaTypeIsToldWhichAreTaken(String method, String type) {
        HttpResponse<String> answer = send(method, method.equals("POST") ? ORDERS : ORDER, bodyFor(method),
                "Content-Type", type);

        assertProblem(answer, 415, "unsupported-media-type");
        if (method.equals("PATCH")) {
            assertThat(answer.headers().allValues("Accept-Patch")).containsExactly(MERGE_PATCH);
            assertThat(answer.headers().allValues("Accept")).containsExactly(MERGE_PATCH);
        } else {
            assertThat(list(answer, "Accept")).contains(JSON);
            assertThat(answer.headers().allValues("Accept-Patch")).isEmpty();
        }
        assertThat(published()).isEmpty();
    }

    /** RFC 9110 §8.3.1 and §8.3.2: names in any case, values quoted or not; RFC 8259 §11: JSON has no parameter of its own. */
    @ParameterizedTest
    @ValueSource(strings = {"application/json", "Application/JSON", "application/json;charset=utf-8",
            "application/json; Charset=\"UTF-8\"", "application/json;profile=\"https://a.example\""})
    void aMediaTypeMayHaveParametersThatChangeNothing(String type) {
        assertThat(send("POST", ORDERS, CONTENT, "Content-Type", type).statusCode()).isEqualTo(202);
    }

    /** RFC 9110 §15.5.16, with Accept-Encoding: that tells a coding from a type. */
    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br", "identity, gzip", "x-unheard-of"})
    void aContentCodingIsToldThatNoneIsTaken(String coding) {
        for (String method : List.of("POST", "PUT", "PATCH")) {
            HttpResponse<String> answer = write(method, "Content-Encoding", coding);

            assertProblem(answer, 415, "unsupported-media-type");
            assertThat(answer.headers().allValues("Accept-Encoding")).containsExactly("identity");
            assertThat(answer.headers().allValues("Accept")).isEmpty();
        }
        assertThat(published()).isEmpty();
    }

    /** RFC 9110 §8.4.1 reserves the name. */
    @Test
    void identityIsNoContentCoding() {
        assertThat(write("POST", "Content-Encoding", "Identity").statusCode()).isEqualTo(202);
        assertThat(write("DELETE", "Content-Encoding", "gzip").statusCode()).as("has no content").isEqualTo(202);
    }

    /** RFC 9110 §12.5.1 and §15.5.7, and §12.4.2 for a weight of 0. The write that nobody could read of is not done. */
    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/xml, text/*", "application/problem+json", "application/json;q=0",
            "application/json;q=0.000", "*/*, application/json;q=0", "application/*;q=0, */*;q=0.5", "nonsense"})
    void whoCannotReadTheAnswerIsRefusedBeforeAnythingIsPublished(String accept) {
        for (String method : List.of("POST", "PUT", "PATCH", "DELETE")) {
            assertProblem(write(method, "Accept", accept), 406, "not-acceptable");
        }
        assertThat(published()).isEmpty();
        thereIsAnOrder();
        for (String target : List.of(ORDERS, ORDER, "/v1/operations/x", "/.well-known/jwks.json")) {
            HttpResponse<String> answer = get(target, "Accept", accept);
            assertProblem(answer, 406, "not-acceptable");
            assertThat(answer.headers().allValues("Accept")).as("is about requests (§12.5.1)").isEmpty();
        }
        assertThat(orderService().asked).isEmpty();
    }

    /** RFC 9110 §12.5.1: the most specific range counts; §5.3: all lines are one list. */
    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/*", "application/json;q=0.1", "*/*;q=0, application/json",
            "application/*;q=0, application/json;q=0.2", "text/html, application/json", "text/html, */*;q=0.1", ""})
    void whoCanReadTheAnswerGetsIt(String accept) {
        String operation = operation();
        thereIsAnOrder();

        assertThat(write("POST", "Accept", accept).statusCode()).isEqualTo(202);
        assertThat(get(ORDER, "Accept", accept).statusCode()).isEqualTo(200);
        assertThat(get(ORDERS, "Accept", "text/html", "Accept", "application/json").statusCode()).isEqualTo(200);
        orderService().reset();
        assertThat(get(operation, "Accept", accept).statusCode()).isEqualTo(200);
    }

    /** RFC 9457 §3: a problem is told as such also to those who did not ask for one. */
    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/html", "image/png;q=0.3", "application/problem+json;q=0",
            "nonsense"})
    void aProblemIsAProblemDocumentWhateverTheCallerAccepts(String accept) {
        for (HttpResponse<String> answer : List.of(get("/nowhere", "Accept", accept),
                send("PUT", ORDERS, CONTENT, "Content-Type", JSON, "Accept", accept),
                send("POST", ORDERS, CONTENT, "Content-Type", "text/plain", "Accept", accept))) {
            assertThat(answer.statusCode()).isBetween(404, 415);
            assertProblem(answer, answer.statusCode(), TheGateway.json(answer).path("code").asString());
        }
    }
}
