package io.spillway.gateway.http;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;

import io.spillway.gateway.RunningGateway;
import io.spillway.gateway.StubOrderService;
import io.spillway.gateway.core.Acceptance.AcceptanceUnknown;
import io.spillway.gateway.core.Acceptance.Accepted;
import io.spillway.gateway.core.Acceptance.NotAccepted;
import io.spillway.gateway.core.Acceptance.Reason;
import io.spillway.gateway.core.FakePublisher;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Every way to be refused, over HTTP. Nothing of it is ever published. */
class HttpProblemsTest {

    private static final String ORDER = "/v1/orders/01a20423-2af3-7546-b9cc-ecd62cdde46e";
    private static final String GOOD = """
            {"customerId":"c","currency":"EUR","items":[{"sku":"a","name":"Tea","quantity":1,"unitPrice":2}]}""";
    private static final String[] JSON = {"Content-Type", "application/json"};
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static final FakePublisher PUBLISHER = new FakePublisher();
    private static StubOrderService orderService;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        orderService = new StubOrderService();
        gateway = RunningGateway.publishingTo(PUBLISHER, "spillway.order-service.url=" + orderService.url(),
                "spring.rabbitmq.addresses=127.0.0.1:1");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        orderService.close();
    }

    @BeforeEach
    void reset() {
        PUBLISHER.published.clear();
        PUBLISHER.verdict = new Accepted();
        orderService.reset();
    }

    /** RFC 9457 §3.1; the pointers are those of RFC 6901. */
    @Test
    void aProblemHasEveryMember() {
        HttpResponse<String> answer = gateway.send("POST", "/v1/orders", "{\"x/y\": 1}", "Content-Type",
                "application/json", "traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(MAPPER.readTree(answer.body())).isEqualTo(MAPPER.readTree("""
                {"type": "urn:spillway:problem:invalid-request", "title": "The content is not valid", "status": 422,
                 "detail": "The body breaks the rules listed in errors; nothing was done.",
                 "instance": "/v1/orders", "code": "invalid-request",
                 "traceId": "4bf92f3577b34da6a3ce929d0e0e4736",
                 "errors": [{"pointer": "/x~1y", "detail": "is not a known property"},
                            {"pointer": "/customerId", "detail": "is required"},
                            {"pointer": "/currency", "detail": "is required"},
                            {"pointer": "/items", "detail": "is required"}]}"""));
        assertProblem(answer, 422, "invalid-request");
    }

    /** RFC 8259 §2 and §4. */
    @ParameterizedTest
    @ValueSource(strings = {
            "", "  ", "{", "{\"a\":}", "{} {}", "{\"note\":\"a\",\"note\":\"b\"}", "{'a': 1}", "{\"a\": NaN}",
            "{\"a\": 01}",
            "{\"a\": 1e99999999999}", "\uFEFF{}", "{/**/}"})
    void aBodyThatIsNotStrictlyJsonIsMalformed(String body) {
        assertProblem(gateway.send("POST", "/v1/orders", body, JSON), 400, "malformed-json");
        assertProblem(gateway.send("PATCH", ORDER, body, "Content-Type", "application/merge-patch+json"), 400,
                "malformed-json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":"})
    void aBodyThatNestsTooDeeplyIsMalformed(String opening) {
        assertProblem(gateway.send("POST", "/v1/orders", opening.repeat(10_000), JSON), 400, "malformed-json");
    }

    /** RFC 8259 §8.1. */
    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-32", "ISO-8859-1"})
    void aBodyThatIsNotUtf8IsMalformed(String charset) throws Exception {
        byte[] body = GOOD.replace("Tea", "Thé").getBytes(charset);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri("/v1/orders")).headers(JSON)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));

        assertProblem(gateway.send(request), 400, "malformed-json");
    }

    /** RFC 9110 §15.5.14. */
    @Test
    void aBodyOf64KiBIsTaken() {
        String padding = " ".repeat(BodyLimitFilter.MAX_BYTES - GOOD.length());

        assertThat(gateway.send("POST", "/v1/orders", GOOD + padding, JSON).statusCode()).isEqualTo(202);
    }

    /** RFC 9110 §15.5.14. */
    @Test
    void aBodyOverItIsTooLarge() {
        String padding = " ".repeat(BodyLimitFilter.MAX_BYTES - GOOD.length() + 1);

        assertProblem(gateway.send("POST", "/v1/orders", GOOD + padding, JSON), 413, "payload-too-large");
    }

    @Test
    void aBodyOverItIsTooLargeAlsoWhenNobodyToldItsLength() {
        String padding = " ".repeat(BodyLimitFilter.MAX_BYTES - GOOD.length() + 1);
        HttpRequest.Builder chunked = HttpRequest.newBuilder(uri("/v1/orders")).headers(JSON)
                .POST(HttpRequest.BodyPublishers.ofByteArrays(List.of(GOOD.getBytes(StandardCharsets.UTF_8),
                        padding.getBytes(StandardCharsets.UTF_8))));

        assertProblem(gateway.send(chunked), 413, "payload-too-large");
    }

    @ParameterizedTest
    @CsvSource({
            "POST, /v1/orders, text/plain", "POST, /v1/orders, application/x-www-form-urlencoded",
            "POST, /v1/orders, application/merge-patch+json", "POST, /v1/orders, multipart/form-data",
            "POST, /v1/orders, application/json;charset=ISO-8859-1", "POST, /v1/orders, application/json;charset=no",
            "POST, /v1/orders, not-a-type", "PUT, " + ORDER + ", text/plain",
            "PATCH, " + ORDER + ", application/json"})
    void anotherMediaTypeIsNotSupported(String method, String path, String type) {
        assertProblem(gateway.send(method, path, GOOD, "Content-Type", type), 415, "unsupported-media-type");
    }

    @Test
    void aBodyWithoutAMediaTypeIsNotSupported() {
        assertProblem(gateway.send("POST", "/v1/orders", GOOD), 415, "unsupported-media-type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/v1", "/v1/orders/", "/v1/orders/a/b", "/v1/operations", "/error", "/favicon.ico",
            "/actuator/health", "/internal/commands/x", "/index.html"})
    void anotherPathIsNotFound(String path) {
        assertProblem(gateway.get(path), 404, "not-found");
        assertThat(orderService.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"4711", "1-1-1-1-1", "01a204232af37546b9ccecd62cdde46e", "..", "%2e%2e",
            "01a20423-2af3-7546-b9cc-ecd62cdde46e%20", "{01a20423}"})
    void anIdThatIsNoUuidIsAnUnknownOrder(String id) {
        String path = "/v1/orders/" + id.replace("{", "%7B").replace("}", "%7D");
        for (HttpResponse<String> answer : List.of(gateway.get(path), gateway.send("DELETE", path, ""),
                gateway.send("PUT", path, GOOD, JSON))) {
            assertThat(answer.statusCode()).isBetween(400, 405);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        }
        if (!id.contains("..") && !id.contains("%2e")) {
            assertProblem(gateway.get(path), 404, "order-not-found");
        }
        assertThat(orderService.asked).isEmpty();
    }

    /** RFC 9110 §15.6.4. */
    @ParameterizedTest
    @EnumSource
    void aCommandThatWasNotAcceptedMayBeRepeatedLater(Reason reason) {
        PUBLISHER.verdict = new NotAccepted(reason, Duration.ofMillis(2_001));

        HttpResponse<String> answer = gateway.send("POST", "/v1/orders", GOOD, JSON);

        assertThat(answer.headers().firstValue("Retry-After")).contains("3");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("\"code\":\"not-accepted\"");
    }

    /** RFC 9110 §15.6.4. */
    @Test
    void aCommandWhoseFateIsUnknownIsNotPassedOffAsRefused() {
        PUBLISHER.verdict = new AcceptanceUnknown();

        HttpResponse<String> answer = gateway.send("DELETE", ORDER, "");

        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("\"code\":\"acceptance-unknown\"").doesNotContain("Location");
    }

    /** RFC 9112 §2.2: what does not match the grammar is answered 400. */
    @ParameterizedTest
    @ValueSource(strings = {
            "GARBAGE\r\n\r\n",
            "GET /v1/<script> HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET /v1/orders HTTP/1.1\r\n\r\n",
            "GET /v1/orders HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
            "GET /v1/orders%2Fx HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
            "GET /v1/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
            "GET /v1/..;/x HTTP/1.1\r\nHost: x y\r\n\r\n",
            "POST /v1/orders HTTP/1.1\r\nHost: x\r\nContent-Length: many\r\n\r\n",
            "POST /v1/orders HTTP/1.1\r\nHost: x\r\n{credentials}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"})
    void whatTheHttpParserRefusesIsAProblemToo(String bytes) {
        assertRawProblem(gateway.sendRaw(bytes), 400, "bad-request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/livez?a=%", "/readyz?a=%ff", "/readyz?=1", "/v1/orders?a=%"})
    void aQueryThatCannotBeDecodedIsAProblem(String target) {
        String answer = gateway
                .sendRaw("GET " + target + " HTTP/1.1\r\nHost: x\r\n{credentials}Connection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json");
    }

    @Test
    void anAcceptHeaderThatIsNoneHarmsNobodyWhoGetsNothing() {
        String options = gateway.sendRaw("OPTIONS " + ORDER
                + " HTTP/1.1\r\nHost: x\r\n{credentials}Accept: garbage\r\nConnection: close\r\n\r\n");
        String trace = gateway.sendRaw(
                "TRACE /v1/orders HTTP/1.1\r\nHost: x\r\nAccept: garbage\r\nConnection: close\r\n\r\n");

        assertThat(options).startsWith("HTTP/1.1 200");
        assertRawProblem(trace, 405, "method-not-allowed");
    }

    @Test
    void aContentTypeWithAWildcardIsAProblemWhereverItIsSent() {
        assertProblem(gateway.get("/livez", "Content-Type", "*/*"), 400, "bad-request");
        assertProblem(gateway.send("POST", "/v1/orders", GOOD, "Content-Type", "application/*"), 415,
                "unsupported-media-type");
    }

    @Test
    void headersThatAreTooLargeAreAProblemToo() {
        String bytes = "GET /v1/orders HTTP/1.1\r\nHost: x\r\nX: " + "a".repeat(20_000) + "\r\n\r\n";

        assertRawProblem(gateway.sendRaw(bytes), 400, "bad-request");
    }

    @ParameterizedTest
    @CsvSource({
            "GET /v1/orders HTTP/9.1, Accept: */*, 505, unsupported-http-version",
            "POST /v1/orders HTTP/1.1, Transfer-Encoding: zip, 501, not-implemented",
            "TRACE /v1/orders HTTP/1.1, Accept: */*, 405, method-not-allowed"})
    void whatTomcatDoesNotDoIsAProblemToo(String line, String header, int status, String code) {
        String bytes = line + "\r\nHost: x\r\nConnection: close\r\n" + header + "\r\n\r\n";

        assertRawProblem(gateway.sendRaw(bytes), status, code);
    }

    @Test
    void aTruncatedBodyIsAProblem() {
        assertRawProblem(
                gateway.sendRaw("POST /v1/orders HTTP/1.1\r\nHost: x\r\n{credentials}Content-Type: application/json\r\n"
                        + "Content-Length: 100\r\n\r\n{"),
                400, "bad-request");
    }

    private static URI uri(String target) {
        return URI.create("http://127.0.0.1:" + gateway.port() + target);
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertDocument(answer.body(), status, code);
        assertThat(PUBLISHER.published).isEmpty();
    }

    private static void assertRawProblem(String answer, int status, String code) {
        assertThat(answer).startsWith("HTTP/1.1 " + status).contains("Content-Type: application/problem+json")
                .doesNotContain("<html");
        assertDocument(answer.substring(answer.indexOf("\r\n\r\n") + 4), status, code);
        assertThat(PUBLISHER.published).isEmpty();
    }

    private static void assertDocument(String body, int status, String code) {
        JsonNode problem = MAPPER.readTree(body);
        assertThat(problem.path("code").asString()).isEqualTo(code);
        assertThat(problem.path("type").asString()).isEqualTo("urn:spillway:problem:" + code);
        assertThat(problem.path("status").intValue()).isEqualTo(status);
        assertThat(problem.path("traceId").asString()).matches("[0-9a-f]{32}");
        assertThat(StreamSupport.stream(problem.propertyNames().spliterator(), false).toList()).isSubsetOf("type",
                "title", "status", "detail", "instance", "code", "traceId", "errors");
        assertThat(body).as("nothing internal").doesNotContain("Exception", "springframework", "jackson", "tomcat",
                "io.spillway", "java.");
    }
}
