package io.spillway.orders;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

import io.spillway.orders.RunningService.Answer;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static io.spillway.orders.WrittenDocuments.NOON;
import static org.assertj.core.api.Assertions.assertThat;

/** Every way to be refused, over HTTP. */
class ProblemsHttpIT {

    private static TestDatabase database;
    private static WrittenDocuments written;
    private static RunningService service;

    @BeforeAll
    static void start() {
        database = TestDatabase.of(ProblemsHttpIT.class);
        written = new WrittenDocuments(database);
        service = new RunningService(database);
    }

    @AfterAll
    static void stop() {
        service.close();
        written.close();
        database.close();
    }

    @Test
    void aProblemHasEveryMember() {
        Answer answer = service.get("/v1/orders/4711?x=y", "traceparent",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.text()).isEqualTo("""
                {"type":"urn:spillway:problem:order-not-found","title":"There is no such order","status":404,\
                "detail":"No order of yours has this id.","instance":"/v1/orders/4711",\
                "code":"order-not-found","traceId":"4bf92f3577b34da6a3ce929d0e0e4736"}""");
    }

    /** RFC 9110 §15.5.5. */
    @Test
    void anOrderThatIsUnknownDeletedOrSomebodyElsesIsNotFound() {
        UUID deleted = written.write(written.tombstone("demo", NOON));
        UUID foreign = written.write(written.order("stranger", "c-1", NOON));

        for (UUID id : List.of(UUID.randomUUID(), deleted, foreign)) {
            assertProblem(service.get("/v1/orders/" + id), 404, "order-not-found");
        }
    }

    @ParameterizedTest
    @CsvSource({
            "GET, /v1/orders/1-1-1-1-1, 404, order-not-found",
            "GET, /internal/commands/4711, 404, command-not-found",
            "GET, /internal/commands/019b0000-0000-7000-8000-000000000001, 404, command-not-found",
            "GET, /v1/orders?limit=0, 400, invalid-parameter",
            "GET, /v1/orders?sort=asc, 400, invalid-parameter",
            "GET, /v1/orders?limit=1&limit=2, 400, invalid-parameter",
            "GET, /v1/orders?cursor=x, 400, invalid-cursor",
            "GET, /v1/orders?cursor=, 400, invalid-cursor",
            "GET, /v1/orders?cursor=%00%F0%9F%98%80, 400, invalid-cursor",
            "GET, /, 404, not-found",
            "GET, /v1, 404, not-found",
            "GET, /v1/orders/, 404, not-found",
            "GET, /error, 404, not-found",
            "GET, /actuator/health, 404, not-found",
            "POST, /v1/orders, 405, method-not-allowed",
            "DELETE, /v1/orders/019b0000-0000-7000-8000-000000000001, 405, method-not-allowed",
            "PUT, /internal/commands/019b0000-0000-7000-8000-000000000001, 405, method-not-allowed"})
    void problem(String method, String path, int status, String code) {
        assertProblem(service.send(method, path), status, code);
    }

    /** RFC 9110 §15.5.1. */
    @Test
    void wrongParametersAreNamed() {
        JsonNode problem = service.get("/v1/orders?limit=0&sort=asc").json();

        assertThat(problem.get("errors")).isEqualTo(JsonMapper.shared().readTree("""
                [{"parameter": "sort", "detail": "is not a parameter of this list"},
                 {"parameter": "limit", "detail": "must be a whole number from 1 to 100"}]"""));
    }

    @Test
    void aMethodThatIsNotAllowedComesWithThoseThatAre() {
        String allow = service.send("POST", "/v1/orders").header("Allow");

        assertThat(allow.split(",")).containsExactlyInAnyOrder("GET", "HEAD", "OPTIONS");
        assertThat(service.send("OPTIONS", "/v1/orders").header("Allow").split(","))
                .containsExactlyInAnyOrder(allow.split(","));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/xml", "image/*;q=0.5"})
    void anAnswerThatTheCallerCannotReadIsAProblem(String accept) {
        assertProblem(service.get("/v1/orders", "Accept", accept), 406, "not-acceptable");
    }

    @Test
    void aProblemIsToldAlsoToThoseWhoAcceptSomethingElse() {
        assertProblem(service.get("/v1/orders?limit=0", "Accept", "application/json"), 400, "invalid-parameter");
        assertProblem(service.get("/nowhere", "Accept", "text/html"), 404, "not-found");
    }

    /** RFC 9457 §5. */
    @Test
    void nothingInternalShowsWhenSomethingBreaks() {
        Document broken = written.order("demo", "broken", NOON);
        broken.remove("currency");
        UUID id = written.write(broken);

        Answer answer = service.get("/v1/orders/" + id);

        assertProblem(answer, 500, "internal-error");
        assertThat(answer.text()).doesNotContain("currency", "Exception", "io.spillway");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "GET /[ HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n | 400",
            "GET /v1/orders?limit=%zz HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n | 400",
            "GET /v1/orders?limit=%ff HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n | 400",
            "GET /v1/orders HTTP/1.1\\r\\n\\r\\n | 400",
            "GET /v1/orders HTTP/1.1\\r\\nHost: x\\r\\nHost: y\\r\\n\\r\\n | 400",
            "GET /v1/orders HTTP/1.1\\r\\nHost: x\\r\\nBad Header: y\\r\\n\\r\\n | 400",
            "GET /v1%2Forders HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n | 400",
            "GET /v1/orders/%zz HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n | 400",
            // From here they are the firewall's, some only when a header or the query is read.
            "GET /v1//orders HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n | 400",
            "GET /v1/orders;a=b HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n | 400",
            "GET /v1/%2e%2e/orders HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n | 400",
            "GET /v1/orders%0a HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n | 400",
            "GET /v1/orders HTTP/1.1\\r\\nHost: x\\r\\nAccept: \u0085\\r\\n\\r\\n | 400",
            "GET /v1/orders HTTP/1.1\\r\\nHost: x\\r\\nConsumerKey: \u0085\\r\\n\\r\\n | 400",
            "GET /v1/orders?%01=x HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n | 400",
            "GET /v1/../../etc HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n | 400",
            "GET /v1/orders HTTP/9.9\\r\\nHost: x\\r\\n\\r\\n | 505",
            "NONSENSE\\r\\n\\r\\n | 400",
            "PROPFIND /v1/orders HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n | 405",
            "TRACE /v1/orders HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n | 405",
            "POST /v1/orders HTTP/1.1\\r\\nHost: x\\r\\nTransfer-Encoding: bogus\\r\\n\\r\\n | 501",
            "POST /v1/orders HTTP/1.1\\r\\nHost: x\\r\\nContent-Length: ten\\r\\n\\r\\n | 400"})
    void whatIsNoProperHttpIsAProblemToo(String request, int status) {
        assertRaw(raw(withCredentials(request.replace("\\r\\n", "\r\n"))), status);
    }

    /** RFC 9110 §15.5.6: Tomcat refuses TRACE, and would list the servlet's methods. */
    @Test
    void traceIsToldNoMethodsThatThereAreNot() {
        assertThat(raw(withCredentials("TRACE /v1/orders HTTP/1.1\r\nHost: x\r\n\r\n")))
                .contains("\r\nAllow: OPTIONS\r\n");
    }

    @Test
    void headersThatAreTooLargeAreAProblem() {
        assertRaw(raw("GET /livez HTTP/1.1\r\nHost: x\r\nX: " + "x".repeat(10_000) + "\r\n\r\n"), 400);
    }

    private static void assertRaw(String response, int status) {
        assertThat(response).startsWith("HTTP/1.1 " + status + " ")
                .contains("\r\nContent-Type: application/problem+json");
        assertThat(response).doesNotContainIgnoringCase("tomcat").doesNotContain("Exception", "<html");
        JsonNode problem = JsonMapper.shared()
                .readTree(response.substring(response.indexOf('{'), response.lastIndexOf('}') + 1));
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("code").asString()).isNotEmpty();
        assertThat(problem.get("traceId").asString()).matches("[0-9a-f]{32}");
    }

    private static void assertProblem(Answer answer, int status, String code) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        JsonNode problem = answer.json();
        assertThat(problem.get("type").asString()).isEqualTo("urn:spillway:problem:" + code);
        assertThat(problem.get("code").asString()).isEqualTo(code);
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("title").asString()).isNotEmpty();
        assertThat(problem.get("instance").asString()).isEqualTo(answer.response().uri().getPath());
        assertThat(problem.get("traceId").asString()).matches("[0-9a-f]{32}");
    }

    private static String withCredentials(String request) {
        String[] headers = service.demo().headers();
        return request.replaceFirst("\r\n", "\r\n%s: %s\r\n%s: %s\r\n".formatted((Object[]) headers));
    }

    private static String raw(String request) {
        try (Socket socket = new Socket("127.0.0.1", service.port())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
