package io.spillway.gateway.http;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.spillway.contract.command.Command;
import io.spillway.contract.outcome.RefusalCode;
import io.spillway.gateway.RunningGateway;
import io.spillway.gateway.StubOrderService;
import io.spillway.gateway.core.Acceptance;
import io.spillway.gateway.core.FakeOutcomes;
import io.spillway.gateway.core.FakePublisher;
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

/** {@code Idempotency-Key} over HTTP: what repeats a request, and how it is answered then. */
class KeyedWritesHttpTest {

    private static final String ID = "01a20423-2af3-7546-b9cc-ecd62cdde46e";
    private static final String GOOD = """
            {"customerId":"c","currency":"EUR","items":[{"sku":"a","name":"Tea","quantity":1,"unitPrice":2}]}""";
    private static final String ORDER = "{\"id\": \"as order-service tells it\"}";
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static final FakePublisher PUBLISHER = new FakePublisher();
    private static final FakeOutcomes OUTCOMES = new FakeOutcomes();
    private static StubOrderService orderService;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        orderService = new StubOrderService();
        gateway = RunningGateway.publishingTo(PUBLISHER, OUTCOMES, "spillway.order-service.url=" + orderService.url(),
                "spring.rabbitmq.addresses=127.0.0.1:1", "spillway.order-service.read-timeout=30s");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        orderService.close();
    }

    @BeforeEach
    void reset() {
        PUBLISHER.published.clear();
        PUBLISHER.verdict = new Acceptance.Accepted();
        PUBLISHER.possibleCopies = 0;
        OUTCOMES.arrives = null;
        orderService.reset();
    }

    @Test
    void aRepeatedCreateIsTheSameOrderAndTheSameOperation() {
        HttpResponse<String> first = create("Idempotency-Key", "k-1");
        HttpResponse<String> second = create("Idempotency-Key", "\"k-1\"");

        assertThat(first.statusCode()).isEqualTo(202).isEqualTo(second.statusCode());
        assertThat(first.headers().firstValue("Location")).isPresent()
                .isEqualTo(second.headers().firstValue("Location"))
                .isEqualTo(second.headers().firstValue("Operation-Location"));
        assertThat(first.body()).isEqualTo(second.body());
        assertThat(MAPPER.readTree(first.body()).has("createdAt")).as("nobody knows that yet").isFalse();
        assertThat(PUBLISHER.published).hasSize(2).extracting(Command::id).containsOnly(published().id());
        assertThat(PUBLISHER.published).extracting(Command::orderId).containsOnly(published().orderId());
        assertThat(published().id().value().version()).isEqualTo(8);
        assertThat(published().orderId().value().version()).isEqualTo(8);
        assertThat(PUBLISHER.possibleCopies).isEqualTo(2);
        assertThat(first.headers().firstValue("Idempotent-Replayed")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PATCH", "DELETE"})
    void aKeyBelongsToOneOrderHoweverItsIdIsSpelled(String method) {
        write(method, ID, "Idempotency-Key", "k-1");
        write(method, ID.toUpperCase(Locale.ROOT), "Idempotency-Key", "k-1");
        write(method, ID.replace("0", "%30"), "Idempotency-Key", "k-1");
        write(method, ID.replace('0', '1'), "Idempotency-Key", "k-1");

        List<Command> commands = PUBLISHER.published;
        assertThat(commands).hasSize(4);
        assertThat(commands.get(0).orderId()).hasToString(ID);
        assertThat(commands.get(0).id()).isEqualTo(commands.get(1).id()).isEqualTo(commands.get(2).id())
                .isNotEqualTo(commands.get(3).id());
    }

    @Test
    void aKeyBelongsToOneMethodAndUser() {
        write("PUT", ID, "Idempotency-Key", "k-1");
        write("PATCH", ID, "Idempotency-Key", "k-1");
        write("DELETE", ID, "Idempotency-Key", "k-1");
        gateway.sendAsIs(gateway.request("/v1/orders/" + ID, gateway.user("another").headers())
                .header("Idempotency-Key", "k-1").DELETE());

        assertThat(PUBLISHER.published).extracting(Command::id).hasSize(4).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({"POST, ''", "POST, '\"\"'", "POST, a b", "PUT, '\"a'", "PATCH, 'a, b'", "DELETE, '\"a\";p'"})
    void aKeyThatCannotBeUsedIsRefused(String method, String key) {
        HttpResponse<String> answer = method.equals("POST")
                ? create("Idempotency-Key", key)
                : write(method, ID, "Idempotency-Key", key);

        assertInvalidKey(answer);
    }

    @Test
    void twoKeysAreRefused() {
        assertInvalidKey(create("Idempotency-Key", "a", "Idempotency-Key", "a"));
    }

    @Test
    void aKeyOf256CharactersIsRefused() {
        assertInvalidKey(create("Idempotency-Key", "a".repeat(256)));
        assertThat(create("Idempotency-Key", "a".repeat(255)).statusCode()).isEqualTo(202);
    }

    private static void assertInvalidKey(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"invalid-idempotency-key\"");
        assertThat(PUBLISHER.published).isEmpty();
    }

    @Test
    void onReadsAKeyIsIgnored() {
        orderService.answers(200, Map.of("Content-Type", "application/json"), "{}");

        assertThat(gateway.get("/v1/orders/" + ID, "Idempotency-Key", "not usable at all").statusCode())
                .isEqualTo(200);
    }

    @Test
    void aRecordedRequestIsAnsweredAsTheFirstTimeAndNotPublishedAgain() {
        HttpResponse<String> first = create("Idempotency-Key", "k-1");
        recorded("{\"result\": \"applied\", \"version\": 1}");

        HttpResponse<String> again = create("Idempotency-Key", "k-1");

        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(again.headers().firstValue("Location")).isEqualTo(first.headers().firstValue("Location"));
        assertThat(again.headers().firstValue("Operation-Location"))
                .isEqualTo(first.headers().firstValue("Location"));
        assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");
        assertThat(again.headers().firstValue("Retry-After")).as("there is nothing to wait for").isEmpty();
        JsonNode operation = MAPPER.readTree(again.body());
        assertThat(operation.path("status").asString()).isEqualTo("Succeeded");
        assertThat(operation.path("createdAt").asString()).isEqualTo("2026-11-22T12:00:00.500Z");
        assertThat(operation.path("resource").path("version").asInt()).isEqualTo(1);
        assertThat(PUBLISHER.published).hasSize(1);
    }

    @Test
    void whoWaitsForARecordedCreateGetsTheOrderAsItIsNow() {
        String operation = create("Idempotency-Key", "k-1").headers().firstValue("Location").orElseThrow();
        recorded("{\"result\": \"applied\", \"version\": 1}");
        orderService.answersAt("/v1/orders/" + published().orderId(), 200,
                Map.of("Content-Type", "application/json", "ETag", "\"7\"", "Cache-Control", "private"), ORDER);

        HttpResponse<String> again = create("Idempotency-Key", "k-1", "Prefer", "wait=5");

        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.headers().firstValue("Location")).contains("/v1/orders/" + published().orderId());
        assertThat(again.headers().firstValue("Operation-Location")).contains(operation);
        assertThat(again.headers().firstValue("ETag")).contains("\"7\"");
        assertThat(again.headers().firstValue("Preference-Applied")).contains("wait=5");
        assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");
        assertThat(again.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(again.body()).isEqualTo(ORDER);
        assertThat(PUBLISHER.published).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"PUT, 200, '\"7\"'", "PATCH, 200, '\"7\"'", "DELETE, 204, "})
    void whoWaitsForARecordedChangeIsToldItsStatus(String method, int status, String eTag) {
        write(method, ID, "Idempotency-Key", "k-1");
        recorded("{\"result\": \"applied\", \"version\": 2}");
        orderService.answersAt("/v1/orders/" + ID, 200, Map.of("Content-Type", "application/json", "ETag", "\"7\""),
                ORDER);

        HttpResponse<String> again = write(method, ID, "Idempotency-Key", "k-1", "Prefer", "wait=5");

        assertThat(again.statusCode()).isEqualTo(status);
        assertThat(again.headers().firstValue("ETag").orElse(null)).isEqualTo(eTag);
        assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");
        assertThat(again.headers().firstValue("Preference-Applied")).contains("wait=5");
    }

    @Test
    void whoWaitsForARecordedRefusalIsRefusedAgain() {
        write("PATCH", ID, "Idempotency-Key", "k-1");
        recorded("{\"result\": \"rejected\", \"code\": \"%s\"}".formatted(RefusalCode.ORDER_NOT_EDITABLE.code()));

        HttpResponse<String> waiting = write("PATCH", ID, "Idempotency-Key", "k-1", "Prefer", "wait=5");
        HttpResponse<String> other = write("PATCH", ID, "Idempotency-Key", "k-1");

        assertThat(waiting.statusCode()).isEqualTo(409);
        assertThat(waiting.headers().firstValue("Idempotent-Replayed")).contains("true");
        assertThat(waiting.headers().firstValue("Operation-Location"))
                .isEqualTo(other.headers().firstValue("Location"));
        assertThat(waiting.body()).contains("\"code\":\"order-not-editable\"");
        assertThat(other.statusCode()).isEqualTo(202);
        assertThat(MAPPER.readTree(other.body()).path("status").asString()).isEqualTo("Failed");
        assertThat(PUBLISHER.published).hasSize(1);
    }

    /** It did succeed, and there is nothing to show: the operation says the one without claiming the other. */
    @ParameterizedTest
    @ValueSource(ints = {404, 503})
    void whereThereIsNoOrderToShowTheOperationTells(int status) {
        create("Idempotency-Key", "k-1");
        recorded("{\"result\": \"applied\", \"version\": 1}");
        orderService.answersAt("/v1/orders/", status, Map.of("Content-Type", "application/problem+json"), "{}");

        HttpResponse<String> again = create("Idempotency-Key", "k-1", "Prefer", "wait=5");

        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");
        assertThat(again.headers().firstValue("Preference-Applied")).isEmpty();
        assertThat(MAPPER.readTree(again.body()).path("status").asString()).isEqualTo("Succeeded");
    }

    @Test
    void aKeyThatWasUsedForAnotherBodyIsRefused() {
        create("Idempotency-Key", "k-1");
        recorded("{\"result\": \"applied\", \"version\": 1}");

        HttpResponse<String> other = gateway.send("POST", "/v1/orders", GOOD.replace("EUR", "USD"), "Content-Type",
                "application/json", "Idempotency-Key", "k-1");

        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(other.body()).contains("\"code\":\"idempotency-key-reused\"");
        assertThat(other.headers().firstValue("Idempotent-Replayed")).isEmpty();
        assertThat(PUBLISHER.published).hasSize(1);
    }

    @Test
    void anotherSpellingOfTheSameBodyIsTheSameRequest() {
        create("Idempotency-Key", "k-1");
        recorded("{\"result\": \"applied\", \"version\": 1}");

        HttpResponse<String> again = gateway.send("POST", "/v1/orders", """
                {"items": [{"unitPrice": 2, "quantity": 1, "name": "T\\u0065a", "sku": "a"}], "note": null,
                 "currency": "EUR", "customerId": "c"}""", "Content-Type", "application/json; charset=utf-8",
                "Idempotency-Key", "k-1");

        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");
    }

    @Test
    void anotherConditionIsAnotherRequest() {
        write("PUT", ID, "Idempotency-Key", "k-1", "If-Match", "\"1\"");
        recorded("{\"result\": \"applied\", \"version\": 2}");

        assertThat(write("PUT", ID, "Idempotency-Key", "k-1", "If-Match", "\"1\"").statusCode()).isEqualTo(202);
        assertThat(write("PUT", ID, "Idempotency-Key", "k-1", "If-Match", "\"2\"").statusCode()).isEqualTo(422);
        assertThat(write("PUT", ID, "Idempotency-Key", "k-1").statusCode()).isEqualTo(422);
        assertThat(write("PUT", ID, "Idempotency-Key", "k-1", "If-None-Match", "*").statusCode()).isEqualTo(422);
        assertThat(PUBLISHER.published).hasSize(1);
    }

    /** 250 ms are allowed; 15 seconds leave room for a slow machine, and are less than a read may take here. */
    @Test
    void aRequestDoesNotWaitLongToHearWhetherItCameBefore() {
        CountDownLatch never = new CountDownLatch(1);
        orderService.before = () -> await(never);
        long begin = System.nanoTime();

        try {
            assertThat(create("Idempotency-Key", "k-1").statusCode()).isEqualTo(202);
        } finally {
            never.countDown();
        }

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(15));
        assertThat(PUBLISHER.published).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatWasNotAcceptedCanBeRepeatedWithTheSameKey(boolean unknown) {
        PUBLISHER.verdict = unknown
                ? new Acceptance.AcceptanceUnknown()
                : new Acceptance.NotAccepted(Acceptance.Reason.REFUSED, Duration.ofSeconds(3));
        HttpResponse<String> refused = create("Idempotency-Key", "k-1");
        PUBLISHER.verdict = new Acceptance.Accepted();

        HttpResponse<String> repeated = create("Idempotency-Key", "k-1");

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains(unknown ? "acceptance-unknown" : "not-accepted");
        assertThat(repeated.statusCode()).isEqualTo(202);
        assertThat(PUBLISHER.published).extracting(Command::id).hasSize(2).containsOnly(published().id());
    }

    /** What was wrong with it is no use of the key: mended, it is a first request. */
    @Test
    void anInvalidRequestDoesNotUseItsKey() {
        HttpResponse<String> invalid = gateway.send("POST", "/v1/orders", "{}", "Content-Type", "application/json",
                "Idempotency-Key", "k-1");

        assertThat(invalid.statusCode()).isEqualTo(422);
        assertThat(create("Idempotency-Key", "k-1").statusCode()).isEqualTo(202);
    }

    private static HttpResponse<String> create(String... headers) {
        return gateway.send("POST", "/v1/orders", GOOD,
                Stream.concat(Stream.of("Content-Type", "application/json"), Stream.of(headers))
                        .toArray(String[]::new));
    }

    private static HttpResponse<String> write(String method, String id, String... headers) {
        String body = switch (method) {
            case "PUT" -> GOOD;
            case "PATCH" -> "{\"note\":\"n\"}";
            default -> "";
        };
        String mediaType = method.equals("PATCH") ? "application/merge-patch+json" : "application/json";
        return gateway.send(method, "/v1/orders/" + id, body,
                Stream.concat(Stream.of("Content-Type", mediaType), Stream.of(headers)).toArray(String[]::new));
    }

    private static Command published() {
        return PUBLISHER.published.getFirst();
    }

    /** From now on the first command has this outcome. */
    private static void recorded(String outcome) {
        Command command = published();
        orderService.answersAt("/internal/commands/" + command.id(), 200, Map.of("Content-Type", "application/json"),
                """
                        {"id": "%s", "orderId": "%s", "kind": "%s", "actor": "demo", "payloadHash": "%s",
                         "issuedAt": "2026-11-22T12:00:00.500Z", "completedAt": "2026-11-22T12:00:01.500Z",
                         "outcome": %s}"""
                        .formatted(command.id(), command.orderId(), command.kind().label(),
                                command.header().payloadHash(), outcome));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
