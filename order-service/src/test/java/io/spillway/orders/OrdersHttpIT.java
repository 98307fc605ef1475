package io.spillway.orders;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

/** What readers and gateways get, over HTTP. */
class OrdersHttpIT {

    private static TestDatabase database;
    private static WrittenDocuments written;
    private static RunningService service;

    @BeforeAll
    static void start() {
        database = TestDatabase.of(OrdersHttpIT.class);
        written = new WrittenDocuments(database);
        service = new RunningService(database);
    }

    @AfterAll
    static void stop() {
        service.close();
        written.close();
        database.close();
    }

    /** RFC 9110 §8.8.3. */
    @Test
    void anOrderIsItsJsonWithItsVersionAsEntityTag() {
        Document order = written.order("demo", "c-1", NOON).append("note", "Läuten").append("version", 3L);
        UUID id = written.write(order);

        Answer answer = service.get("/v1/orders/" + id);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.header("ETag")).isEqualTo("\"3\"");
        assertThat(answer.header("Cache-Control")).isEqualTo("private, no-cache");
        assertThat(answer.text()).isEqualTo("""
                {"id":"%s","customerId":"c-1","currency":"EUR","items":[\
                {"sku":"tea","name":"Green tea","quantity":2,"unitPrice":450},\
                {"sku":"cup","name":"Cup","quantity":1,"unitPrice":1200}],\
                "total":2100,"note":"Läuten","status":"PLACED","version":3,\
                "createdAt":"2026-01-31T12:00:00Z","updatedAt":"2026-01-31T12:00:00Z","createdBy":"demo"}"""
                .formatted(id));
    }

    /** RFC 9110 §13.1.2, by weak comparison; §15.4.5, with the fields that the 200 would have had. */
    @ParameterizedTest
    @ValueSource(strings = {"\"3\"", "W/\"3\"", "*", "\"1\", \"3\"", "\"3\",\"4\"", "\"2\",W/\"3\" , \"x,y\"",
            ",, \"3\" ,,",
            "\"a,b\", \"3\"", "\"\", \"3\""})
    void anOrderThatTheCallerHasIsNotSentAgain(String ifNoneMatch) {
        UUID id = written.write(written.order("demo", "c-1", NOON).append("version", 3L));

        Answer answer = service.get("/v1/orders/" + id, "If-None-Match", ifNoneMatch);

        assertThat(answer.status()).isEqualTo(304);
        assertThat(answer.text()).isEmpty();
        assertThat(answer.header("ETag")).isEqualTo("\"3\"");
        assertThat(answer.header("Cache-Control")).isEqualTo("private, no-cache");
        assertThat(answer.header("Vary")).isEqualTo("Accept, Authorization, ConsumerKey");
        assertThat(answer.header("Content-Type")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"2\"", "3", "W/\"4\"", "\"3", "3\"", "\"33\"", "\"x3\"", "\"2,3\"", "\"2\", \"4\"",
            "\"**\""})
    void anOrderThatTheCallerMayNotHaveIsSent(String ifNoneMatch) {
        UUID id = written.write(written.order("demo", "c-1", NOON).append("version", 3L));

        assertThat(service.get("/v1/orders/" + id, "If-None-Match", ifNoneMatch).status()).isEqualTo(200);
    }

    /** RFC 9110 §5.3 and §13.1.2. */
    @Test
    void anOrderIsSoughtInAllLinesOfIfNoneMatch() {
        UUID id = written.write(written.order("demo", "c-1", NOON).append("version", 3L));

        assertThat(service.get("/v1/orders/" + id, "If-None-Match", "\"1\"", "If-None-Match", "\"3\"").status())
                .isEqualTo(304);
    }

    /** RFC 9110 §13.1.1, by strong comparison (§8.8.3.2). */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"\"3\" | 200", "* | 200", "\"1\", \"3\" | 200", "W/\"1\",\"3\" | 200",
            "\"2\" | 412",
            "W/\"3\" | 412", "3 | 412", "\"*\" | 412", "\"2,3\" | 412", "\"33\" | 412", "'' | 412"})
    void anOrderIsReadOnlyAtTheVersionThatIsAskedFor(String ifMatch, int status) {
        UUID id = written.write(written.order("demo", "c-1", NOON).append("version", 3L));

        Answer answer = service.get("/v1/orders/" + id, "If-Match", ifMatch);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(service.send("HEAD", "/v1/orders/" + id, "If-Match", ifMatch).status()).isEqualTo(status);
        if (status == 412) {
            assertThat(answer.json().get("code").asString()).isEqualTo("version-mismatch");
        }
    }

    /** RFC 9110 §5.3 and §13.1.1. */
    @Test
    void anOrderIsSoughtInAllLinesOfIfMatch() {
        UUID id = written.write(written.order("demo", "c-1", NOON).append("version", 3L));

        assertThat(service.get("/v1/orders/" + id, "If-Match", "\"8\"", "If-Match", "\"3\"").status()).isEqualTo(200);
    }

    /** RFC 9110 §13.2.2: If-Match first; and what is not there has no version (§13.2.1). */
    @Test
    void notFoundComesBeforeAFailedConditionAndThatBeforeNotModified() {
        UUID id = written.write(written.order("demo", "c-1", NOON).append("version", 3L));

        assertThat(service.get("/v1/orders/" + id, "If-Match", "\"2\"", "If-None-Match", "\"3\"").status())
                .isEqualTo(412);
        assertThat(service.get("/v1/orders/" + id, "If-Match", "\"3\"", "If-None-Match", "\"3\"").status())
                .isEqualTo(304);
        assertThat(service.get("/v1/orders/" + UUID.randomUUID(), "If-Match", "\"2\"").status()).isEqualTo(404);
        assertThat(service.get("/v1/orders/" + UUID.randomUUID(), "If-Match", "*").status()).isEqualTo(404);
    }

    /** RFC 9110 §13.1.3 and §13.1.4: without a date of modification they must be ignored. */
    @ParameterizedTest
    @ValueSource(strings = {"If-Modified-Since", "If-Unmodified-Since"})
    void aConditionOnADateIsIgnored(String header) {
        UUID id = written.write(written.order("demo", "c-1", NOON));

        for (String date : List.of("Sat, 29 Oct 1994 19:43:31 GMT", "Fri, 29 Oct 2094 19:43:31 GMT", "yesterday")) {
            assertThat(service.get("/v1/orders/" + id, header, date).status()).isEqualTo(200);
        }
        assertThat(service.get("/v1/orders/" + id).header("Last-Modified")).isEmpty();
    }

    /** RFC 9110 §9.3.2. */
    @Test
    void headTellsTheSameWithoutTheBody() {
        UUID id = written.write(written.order("demo", "c-1", NOON));

        Answer head = service.send("HEAD", "/v1/orders/" + id);

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.text()).isEmpty();
        assertThat(head.header("ETag")).isEqualTo("\"1\"");
        assertThat(service.send("HEAD", "/v1/orders/" + id, "If-None-Match", "\"1\"").status()).isEqualTo(304);
        assertThat(service.send("HEAD", "/v1/orders/" + UUID.randomUUID()).status()).isEqualTo(404);
    }

    /** RFC 8288 §3. */
    @Test
    void aListIsWalkedByItsLinksWhileOrdersArrive() {
        List<String> newestFirst = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            newestFirst.addFirst(written.write(written.order("demo", "walked", NOON.plusMillis(i / 2))).toString());
            written.write(written.order("demo", "other", NOON.plusMillis(i)));
            written.write(written.order("stranger", "walked", NOON.plusMillis(i)));
        }
        List<String> seen = new ArrayList<>();
        String next = "/v1/orders?customerId=walked&limit=2&createdFrom=2026-01-31T12:00:00Z&status=PLACED";
        while (next != null) {
            Answer page = service.get(next);
            assertThat(page.status()).isEqualTo(200);
            page.json().get("data").forEach(order -> seen.add(order.get("id").asString()));
            written.write(written.order("demo", "walked", NOON.plusSeconds(1)));
            next = linkToNext(page);
        }

        assertThat(seen).containsExactlyElementsOf(newestFirst);
    }

    @Test
    void theLastPageNamesNoNext() {
        written.write(written.order("demo", "single", NOON));

        Answer page = service.get("/v1/orders?customerId=single");

        assertThat(page.json().get("data")).hasSize(1);
        assertThat(page.json().has("nextCursor")).isFalse();
        assertThat(page.header("Link")).isEmpty();
        assertThat(page.header("Cache-Control")).isEqualTo("no-store");
        assertThat(service.get("/v1/orders?customerId=nobody").text()).isEqualTo("{\"data\":[]}");
    }

    @Test
    void aCursorIsGoodForItsListOnlyButForAnyLimit() {
        for (int i = 0; i < 3; i++) {
            written.write(written.order("demo", "bound", NOON));
        }
        String cursor = service.get("/v1/orders?customerId=bound&limit=1").json().get("nextCursor").asString();

        assertThat(service.get("/v1/orders?customerId=bound&limit=50&cursor=" + cursor).json().get("data")).hasSize(2);
        assertThat(service.get("/v1/orders?customerId=bound&status=PLACED&cursor=" + cursor).json().get("code")
                .asString()).isEqualTo("invalid-cursor");
        assertThat(service.get("/v1/orders?cursor=" + cursor).status()).isEqualTo(400);
    }

    @Test
    void aCommandsRecordIsTheContracts() {
        UUID id = UUID.randomUUID();
        Document command = written.command(id, "create").append("version", 1L);
        written.writeBatch(NOON.plusSeconds(1), command);

        Answer answer = service.get("/internal/commands/" + id);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        JsonNode expected = JsonMapper.shared().readTree("""
                {"id": "%s", "orderId": "%s", "kind": "create", "actor": "demo",
                 "payloadHash": "AAAAAAAAAAAAAAAAAAAAAA", "issuedAt": "2026-01-31T12:00:00Z",
                 "completedAt": "2026-01-31T12:00:01Z", "outcome": {"result": "applied", "version": 1}}"""
                .formatted(id, command.get("order")));
        assertThat(answer.json()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/livez", "/readyz"})
    void probesAnswerOnTheMainPort(String path) {
        assertThat(service.get(path).text()).isEqualTo("{\"status\":\"UP\"}");
    }

    private static String linkToNext(Answer page) {
        Matcher link = Pattern.compile("<(.+)>; rel=\"next\"").matcher(page.header("Link"));
        if (!link.matches()) {
            assertThat(page.json().has("nextCursor")).isFalse();
            return null;
        }
        assertThat(link.group(1)).endsWith("cursor=" + page.json().get("nextCursor").asString());
        return link.group(1);
    }
}
