package io.spillway.gateway.http.conformance;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.spillway.gateway.http.conformance.TheGateway.CONTENT;
import static io.spillway.gateway.http.conformance.TheGateway.MERGE_PATCH;
import static io.spillway.gateway.http.conformance.TheGateway.ORDER;
import static io.spillway.gateway.http.conformance.TheGateway.ORDERS;
import static io.spillway.gateway.http.conformance.TheGateway.SHOP;
import static io.spillway.gateway.http.conformance.TheGateway.assertProblem;
import static io.spillway.gateway.http.conformance.TheGateway.assertRawProblem;
import static io.spillway.gateway.http.conformance.TheGateway.gateway;
import static io.spillway.gateway.http.conformance.TheGateway.get;
import static io.spillway.gateway.http.conformance.TheGateway.json;
import static io.spillway.gateway.http.conformance.TheGateway.list;
import static io.spillway.gateway.http.conformance.TheGateway.operation;
import static io.spillway.gateway.http.conformance.TheGateway.published;
import static io.spillway.gateway.http.conformance.TheGateway.send;
import static io.spillway.gateway.http.conformance.TheGateway.sendAsIs;
import static io.spillway.gateway.http.conformance.TheGateway.thereIsAnOrder;
import static org.assertj.core.api.Assertions.assertThat;

/** Which methods there are, and what is said to the others. */
@ExtendWith(TheGateway.class)
class MethodsConformanceTest {

    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS",
            "PROPFIND", "BREW", "get");
    private static final String PREFLIGHT = "Access-Control-Request-Method";

    /** RFC 9110 §9.3.2: the fields of the answer to GET, its length if it is known, and no content. */
    @ParameterizedTest
    @ValueSource(strings = {ORDERS, ORDER, "/v1/operations/", "/.well-known/jwks.json", "/livez", "/readyz",
            "/v1/orders/no-id", "/nowhere"})
    void headIsGetWithoutTheContent(String target) {
        thereIsAnOrder();
        String resource = target.equals("/v1/operations/") ? operation() : target;

        HttpResponse<String> get = get(resource);
        HttpResponse<String> head = send("HEAD", resource, "");

        assertThat(head.statusCode()).isEqualTo(get.statusCode());
        assertThat(head.body()).isEmpty();
        assertThat(fields(head)).isEqualTo(fields(get));
    }

    /** Those that are the resource's, and no count or time of this very exchange. */
    private static Map<String, List<String>> fields(HttpResponse<String> answer) {
        Map<String, List<String>> fields = new TreeMap<>(answer.headers().map());
        fields.keySet().removeAll(List.of("date", "ratelimit", "traceparent", "transfer-encoding", "connection",
                "keep-alive"));
        return fields;
    }

    /** RFC 9110 §9.3.7 and §10.2.1; RFC 5789 §3.1 for the patches. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /v1/orders                     | GET, HEAD, OPTIONS, POST               |
            /v1/orders/x                   | DELETE, GET, HEAD, OPTIONS, PATCH, PUT | application/merge-patch+json
            /v1/operations/x               | GET, HEAD, OPTIONS                     |
            /v1/auth/register              | OPTIONS, POST                          |
            /v1/auth/token                 | OPTIONS, POST                          |
            /v1/auth/me                    | GET, HEAD, OPTIONS                     |
            /.well-known/jwks.json         | GET, HEAD, OPTIONS                     |
            /livez                         | GET, HEAD, OPTIONS                     |
            """)
    void optionsTellsWhatAResourceTakes(String target, String methods, String patches) {
        HttpResponse<String> answer = send("OPTIONS", target, "");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("Content-Length")).contains("0");
        assertThat(list(answer, "Allow")).containsExactlyInAnyOrder(methods.split(", "));
        assertThat(answer.headers().allValues("Accept-Patch"))
                .isEqualTo(Stream.ofNullable(patches).toList());
    }

    /** RFC 9110 §15.5.6: with all that are allowed, HEAD and OPTIONS too. Also methods that nobody knows: 405 says more than 501. */
    @ParameterizedTest
    @ValueSource(strings = {ORDERS, ORDER, "/v1/operations/x", "/v1/auth/token", "/v1/auth/me", "/v1/auth/logout",
            "/.well-known/jwks.json", "/livez"})
    void anotherMethodIsNotAllowedAndToldWhichAre(String target) {
        List<String> allowed = list(send("OPTIONS", target, ""), "Allow");
        List<String> others = METHODS.stream().filter(method -> !allowed.contains(method)).toList();

        assertThat(others).isNotEmpty().allSatisfy(method -> {
            HttpResponse<String> answer = send(method, target, "");

            assertThat(answer.statusCode()).as(method).isEqualTo(405);
            assertThat(list(answer, "Allow")).containsExactlyInAnyOrderElementsOf(allowed);
            if (!method.equals("HEAD")) {
                assertProblem(answer, 405, "method-not-allowed");
            }
        });
        assertThat(published()).isEmpty();
    }

    /** RFC 9110 §9.3.8: credentials must not come back in the answer, so there is no TRACE. */
    @ParameterizedTest
    @ValueSource(strings = {ORDERS, "/livez", "/nowhere"})
    void traceIsAllowedNowhere(String target) {
        String answer = gateway().sendRaw("TRACE " + target + " HTTP/1.1\r\nHost: x\r\n{credentials}X-Echo: echo\r\n"
                + "Connection: close\r\n\r\n");

        assertRawProblem(answer, 405, "method-not-allowed");
        assertThat(answer).contains("\r\nAllow: OPTIONS\r\n").doesNotContain("Bearer", "ConsumerKey:", "echo");
    }

    /** RFC 9110 §15.5.2: who is unknown learns nothing else of a route that is not open to all, not even that there is none. */
    @ParameterizedTest
    @CsvSource({"PUT, /v1/orders", "OPTIONS, /v1/orders", "HEAD, /v1/orders/x", "BREW, /v1/orders", "GET, /v1/nowhere",
            "POST, /v1/operations/x", "DELETE, /v1/auth/me", "OPTIONS, /v1/admin/dead-letters"})
    void credentialsComeBeforeTheMethod(String method, String target) {
        HttpResponse<String> answer = sendAsIs(method, target, "Accept", "text/html", "Content-Type", "text/plain");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(answer.headers().firstValue("Allow")).isEmpty();
    }

    /** RFC 9110 §15.5: path, method, type of the content, type of the answer, condition, content; the first that is wrong. */
    @Test
    void theFirstThingThatIsWrongIsTold() {
        String[] allWrong = {"Content-Type", "text/plain", "Accept", "text/html", "If-Match", "3"};

        assertProblem(send("PUT", "/v1/nowhere", "{", allWrong), 404, "not-found");
        assertProblem(send("POST", "/v1/orders/x", "{", allWrong), 405, "method-not-allowed");
        assertProblem(send("PUT", "/v1/orders/x", "{", allWrong), 415, "unsupported-media-type");
        allWrong[1] = "application/json";
        assertProblem(send("PUT", "/v1/orders/x", "{", allWrong), 406, "not-acceptable");
        allWrong[3] = "application/json";
        assertProblem(send("PUT", "/v1/orders/x", "{", allWrong), 400, "invalid-precondition");
        allWrong[5] = "\"3\"";
        assertProblem(send("PUT", "/v1/orders/x", "{", allWrong), 404, "order-not-found");
        assertProblem(send("PUT", ORDER, "{", allWrong), 400, "malformed-json");
        assertProblem(send("PUT", ORDER, "{}", allWrong), 422, "invalid-request");
        assertThat(published()).isEmpty();
        assertThat(send("PUT", ORDER, CONTENT, allWrong).statusCode()).isEqualTo(202);
    }

    /** Fetch §3.2: a browser asks without credentials what it may send, and is told before anybody wants to see them. */
    @Test
    void aPreflightNeedsNoCredentials() {
        HttpResponse<String> preflight = sendAsIs("OPTIONS", ORDER, "Origin", SHOP, PREFLIGHT, "PATCH",
                "Access-Control-Request-Headers", "authorization,consumerkey,content-type,if-match,prefer");

        assertThat(preflight.statusCode()).isEqualTo(200);
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin")).contains(SHOP);
        assertThat(list(preflight, "Access-Control-Allow-Methods")).contains("PATCH", "HEAD");
        assertThat(list(preflight, "Vary")).contains("Origin");
    }

    /** A path with a slash at its end is another path (RFC 3986 §6.2.2), and names nothing here. */
    @ParameterizedTest
    @ValueSource(strings = {ORDERS + "/", ORDER + "/", "/v1/auth/token/", "/v1/operations/"})
    void aSlashAtTheEndNamesSomethingElse(String target) {
        assertProblem(get(target), 404, "not-found");
        HttpResponse<String> post = send("POST", target, CONTENT, "Content-Type", MERGE_PATCH);
        assertProblem(post, 404, "not-found");
        assertThat(json(post).path("instance").asString()).isEqualTo(target);
    }
}
