package io.spillway.gateway.http;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import io.spillway.contract.identity.Role;
import io.spillway.gateway.RunningGateway;
import io.spillway.gateway.core.Acceptance.AcceptanceUnknown;
import io.spillway.gateway.core.Acceptance.NotAccepted;
import io.spillway.gateway.core.Acceptance.Reason;
import io.spillway.gateway.core.deadletter.DeadLetter;
import io.spillway.gateway.core.deadletter.DeadLetterQueue;
import io.spillway.gateway.core.deadletter.DeadLettersUnavailableException;
import io.spillway.gateway.core.deadletter.DeadLettersUnavailableException.Why;
import io.spillway.gateway.core.deadletter.FakeDeadLetterQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** The operators' routes: who may use them, what they take, what they answer. */
class DeadLettersHttpTest {

    private static final String LIST = "/v1/admin/dead-letters";
    private static final String REPLAY = LIST + "/replay";
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static final FakeDeadLetterQueue QUEUE = new FakeDeadLetterQueue();
    private static RunningGateway gateway;
    private static String[] operator;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.burying(QUEUE, "spring.rabbitmq.addresses=127.0.0.1:1");
        operator = gateway.user("root", Role.OPERATOR).headers();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void reset() {
        QUEUE.reset();
    }

    @ParameterizedTest
    @CsvSource({"GET, " + LIST, "POST, " + REPLAY, "DELETE, " + LIST + "/a"})
    void onlyOperatorsMayDoAnything(String method, String target) {
        QUEUE.add("00", "a");

        HttpResponse<String> stranger = gateway.post(target, "{\"all\":true}");
        assertThat(stranger.statusCode()).isEqualTo(401);
        HttpResponse<String> user = gateway.send(method, target, "{\"all\":true}", "Content-Type", "application/json");
        assertProblem(user, 403, "insufficient-scope");
        assertThat(user.headers().firstValue("WWW-Authenticate")).hasValueSatisfying(
                challenge -> assertThat(challenge).contains("insufficient_scope"));
        assertThat(QUEUE.history).isEmpty();
    }

    @Test
    void theListTellsWhatThereIsToKnow() {
        QUEUE.add("03", "a");
        QUEUE.letters.add(new DeadLetter("content-1", "unknown", null, null, "", null, 5_000,
                new DeadLetter.Excerpt("xyz", false)));
        QUEUE.letters.add(new DeadLetter("b", "unknown", null, null, "01", null, 2, null));

        HttpResponse<String> answer = get(LIST);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(MAPPER.readTree(answer.body())).isEqualTo(MAPPER.readTree("""
                {"data": [
                  {"id": "a", "reason": "malformed-body", "detail": "The body is empty",
                   "firstSeen": "1970-01-01T00:00:00Z", "partition": "03", "type": "order.create.v1", "size": 2,
                   "body": "{}"},
                  {"id": "content-1", "reason": "unknown", "partition": "", "size": 5000, "body": "xyz",
                   "bodyTruncated": true},
                  {"id": "b", "reason": "unknown", "partition": "01", "size": 2}],
                 "total": 3}"""));
    }

    @Test
    void theListHasTwentyUnlessMoreOrLessIsAskedFor() {
        QUEUE.add("00", IntStream.range(0, 120).mapToObj(Integer::toString).toArray(String[]::new));

        assertThat(MAPPER.readTree(get(LIST).body()).path("data")).hasSize(20);
        assertThat(MAPPER.readTree(get(LIST + "?limit=1").body()).path("data")).hasSize(1);
        JsonNode most = MAPPER.readTree(get(LIST + "?limit=100").body());
        assertThat(most.path("data")).hasSize(100);
        assertThat(most.path("total").intValue()).isEqualTo(120);
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=101", "limit=-1", "limit=", "limit=x", "limit=1.0", "limit=99999999999",
            "limit=1&limit=2", "cursor=a", "limit=%D9%A1"})
    void aParameterThatIsNotUnderstoodIsRefused(String query) {
        assertProblem(get(LIST + "?" + query), 400, "invalid-parameter");
    }

    @Test
    void aReplayTellsOfEachLetterWhatBecameOfIt() {
        QUEUE.add("00", "a", "b", "c");
        QUEUE.add("01", "d");
        QUEUE.verdicts.put("b", new NotAccepted(Reason.REFUSED, Duration.ofSeconds(1)));
        QUEUE.verdicts.put("d", new AcceptanceUnknown());

        HttpResponse<String> answer = replay("{\"ids\": [\"a\", \"b\", \"c\", \"d\", \"e\", \"a\"]}");

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode report = MAPPER.readTree(answer.body());
        assertThat(report.path("results")).extracting(result -> result.path("id").asString() + " "
                + result.path("result").asString()).containsExactly("a replayed", "b not-accepted", "c held-back",
                        "d acceptance-unknown", "e not-found");
        assertThat(report.path("results").get(0).has("detail")).isFalse();
        assertThat(report.path("results").get(1).path("detail").asString()).contains("queue is full");
        assertThat(report.path("remaining").intValue()).isEqualTo(3);
    }

    @Test
    void allAreReplayedAtOnce() {
        QUEUE.add("00", "a", "b");

        assertThat(MAPPER.readTree(replay("{\"all\": true}").body())).isEqualTo(MAPPER.readTree(
                """
                        {"results": [{"id": "a", "result": "replayed"}, {"id": "b", "result": "replayed"}], "remaining": 0}"""));
        assertThat(QUEUE.letters).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "[]                        | ``      | must be an object",
            "{}                        | ``      | must have either ids or all",
            "{\"ids\":[\"a\"],\"all\":true} | ``      | must have either ids or all",
            "{\"all\":false}             | /all    | must be true",
            "{\"all\":\"true\"}            | /all    | must be true",
            "{\"ids\":\"a\"}               | /ids    | must be an array",
            "{\"ids\":[]}                | /ids    | must have 1 to 100 elements",
            "{\"ids\":[\"a\",7]}           | /ids/1  | must be a string of 1 to 200 characters",
            "{\"ids\":[\"\"]}              | /ids/0  | must be a string of 1 to 200 characters",
            "{\"all\":true,\"force\":true} | /force  | is not a known property"})
    void aReplayThatSaysNotWhatIsRefused(String body, String pointer, String detail) {
        QUEUE.add("00", "a");

        HttpResponse<String> answer = replay(body);

        assertProblem(answer, 422, "invalid-request");
        assertThat(MAPPER.readTree(answer.body()).path("errors").get(0)).isEqualTo(
                MAPPER.createObjectNode().put("pointer", pointer).put("detail", detail));
        assertThat(QUEUE.history).isEmpty();
    }

    @Test
    void aReplayOfMoreThanAHundredIsRefused() {
        String ids = String.join(",", IntStream.range(0, 101).mapToObj(i -> "\"" + i + "\"").toList());

        assertProblem(replay("{\"ids\":[" + ids + "]}"), 422, "invalid-request");
        assertProblem(replay("{\"ids\":[\"" + "x".repeat(201) + "\"]}"), 422, "invalid-request");
    }

    @Test
    void aReplayIsJson() {
        assertProblem(replay("{"), 400, "malformed-json");
        assertProblem(gateway.send(gateway.request(REPLAY, operator).header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("all"))), 415, "unsupported-media-type");
    }

    @Test
    void aDiscardedLetterIsGone() {
        QUEUE.add("00", "a", "b");

        HttpResponse<String> answer = delete("a");
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(QUEUE.letters).extracting(DeadLetter::id).containsExactly("b");
        assertProblem(delete("a"), 404, "dead-letter-not-found");
    }

    @Test
    void whereNotAllIsSearchedTheAnswerSaysSo() {
        QUEUE.beyondReach = DeadLetterQueue.REACH + 1;

        HttpResponse<String> answer = delete("a");

        assertProblem(answer, 404, "dead-letter-not-found");
        assertThat(answer.body()).contains("later ones are not searched");
    }

    @ParameterizedTest
    @CsvSource({"BUSY, dead-letters-busy", "UNREACHABLE, dead-letters-unavailable"})
    void whatCannotBeDoneNowMayBeTriedAgain(Why why, String code) {
        QUEUE.failure = new DeadLettersUnavailableException(why, "internal: 10.0.0.7", null);

        for (HttpResponse<String> answer : List.of(get(LIST), replay("{\"all\":true}"), delete("a"))) {
            assertProblem(answer, 503, code);
            assertThat(answer.headers().firstValue("Retry-After")).contains("2");
            assertThat(answer.body()).doesNotContain("10.0.0.7");
        }
    }

    private static HttpResponse<String> get(String target) {
        return gateway.get(target, operator);
    }

    private static HttpResponse<String> replay(String body) {
        return gateway.send(gateway.request(REPLAY, operator).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static HttpResponse<String> delete(String id) {
        return gateway.send("DELETE", LIST + "/" + id, "", operator);
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(MAPPER.readTree(answer.body()).path("code").asString()).isEqualTo(code);
    }
}
