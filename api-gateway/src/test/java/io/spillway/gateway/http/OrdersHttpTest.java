package io.spillway.gateway.http;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import io.spillway.contract.command.CreateOrder;
import io.spillway.contract.command.DeleteOrder;
import io.spillway.contract.command.PatchOrder;
import io.spillway.contract.command.ReplaceOrder;
import io.spillway.contract.order.Order;
import io.spillway.contract.order.OrderId;
import io.spillway.contract.order.OrderStatus;
import io.spillway.contract.order.UserId;
import io.spillway.contract.outcome.CommandOutcome;
import io.spillway.contract.outcome.Outcome;
import io.spillway.contract.outcome.RefusalCode;
import io.spillway.gateway.RunningGateway;
import io.spillway.gateway.StubOrderService;
import io.spillway.gateway.core.CommandFixtures;
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

/** What works, over HTTP: writes become commands, reads are passed on, operations tell what became of commands. */
class OrdersHttpTest {

    private static final String ID = "01a20423-2af3-7546-b9cc-ecd62cdde46e";
    private static final String GOOD = """
            {"customerId":"c","currency":"EUR","items":[{"sku":"a","name":"Tea","quantity":1,"unitPrice":2}]}""";
    private static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static final FakePublisher PUBLISHER = new FakePublisher();
    private static final FakeOutcomes OUTCOMES = new FakeOutcomes();
    private static StubOrderService orderService;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        orderService = new StubOrderService();
        gateway = RunningGateway.publishingTo(PUBLISHER, OUTCOMES, "spillway.order-service.url=" + orderService.url(),
                "spring.rabbitmq.addresses=127.0.0.1:1", "spillway.order-service.read-timeout=5s");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        orderService.close();
    }

    @BeforeEach
    void reset() {
        PUBLISHER.published.clear();
        PUBLISHER.traces.clear();
        OUTCOMES.arrives = null;
        orderService.reset();
    }

    /** RFC 9110 §9.3.3 and §15.3.3. */
    @Test
    void anAcceptedCreateNamesItsOperationAndItsOrder() {
        HttpResponse<String> answer = gateway.send("POST", "/v1/orders", GOOD, "Content-Type", "application/json",
                "traceparent", TRACEPARENT);

        CreateOrder create = (CreateOrder) PUBLISHER.published.getFirst();
        assertThat(answer.statusCode()).isEqualTo(202);
        JsonNode operation = MAPPER.readTree(answer.body());
        String href = "/v1/operations/" + operation.path("id").asString();
        assertThat(answer.headers().firstValue("Location")).contains(href);
        assertThat(answer.headers().firstValue("Operation-Location")).contains(href);
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.headers().firstValueAsLong("Content-Length")).as("in one piece")
                .hasValue(answer.body().length());
        assertThat(operation).isEqualTo(MAPPER.readTree("""
                {"id": "%s", "status": "NotStarted", "kind": "create", "createdAt": "%s",
                 "resource": {"id": "%s", "href": "/v1/orders/%s"}}""".formatted(operation.path("id").asString(),
                create.header().issuedAt(), create.orderId(), create.orderId())));
        assertThat(create.orderId().value().version()).isEqualTo(7);
        assertThat(create.id().value().version()).isEqualTo(7);
        assertThat(create.header().actor().user()).hasToString("demo");
        assertThat(PUBLISHER.traces.getFirst().traceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
    }

    @Test
    void theOtherWritesBecomeCommandsOnTheirOrder() {
        assertThat(gateway.send("PUT", "/v1/orders/" + ID, GOOD, "Content-Type", "application/json; charset=utf-8")
                .statusCode()).isEqualTo(202);
        assertThat(gateway.send("PATCH", "/v1/orders/" + ID.toUpperCase(Locale.ROOT),
                "{\"status\":\"PAID\",\"note\":null}", "Content-Type", "application/merge-patch+json").statusCode())
                .isEqualTo(202);
        assertThat(gateway.send("DELETE", "/v1/orders/" + ID, "").statusCode()).isEqualTo(202);

        assertThat(PUBLISHER.published).allSatisfy(command -> assertThat(command.orderId()).hasToString(ID));
        assertThat(PUBLISHER.published).hasSize(3).satisfiesExactly(
                replace -> assertThat(replace).isInstanceOf(ReplaceOrder.class),
                patch -> assertThat(((PatchOrder) patch).patch().status()).isEqualTo(OrderStatus.PAID),
                delete -> assertThat(delete).isInstanceOf(DeleteOrder.class));
    }

    /** RFC 9110 §13.2.1: it is judged when the write is otherwise about to be done. */
    @Test
    void aConditionOnAWriteGoesWithItsCommand() {
        assertThat(gateway.send("PUT", "/v1/orders/" + ID, GOOD, "Content-Type", "application/json", "If-Match",
                "\"3\", W/\"4\"", "If-Match", "\"5\"").statusCode()).isEqualTo(202);
        assertThat(gateway.send("PUT", "/v1/orders/" + ID, GOOD, "Content-Type", "application/json", "If-None-Match",
                "*").statusCode()).isEqualTo(202);

        assertThat(PUBLISHER.published).satisfiesExactly(
                replace -> assertThat(replace).isInstanceOfSatisfying(ReplaceOrder.class,
                        it -> assertThat(it.header().expectedVersions()).containsExactly(3L, 5L)),
                create -> assertThat(create).isInstanceOfSatisfying(CreateOrder.class,
                        it -> assertThat(it.orderId()).hasToString(ID)));
    }

    /** RFC 9110 §13.1.1: a write whose condition does not hold must not be done. */
    @ParameterizedTest
    @CsvSource({"POST, If-Match, *", "POST, If-None-Match, *", "PUT, If-None-Match, '\"3\"'", "PUT, If-Match, 3",
            "PATCH, If-None-Match, *", "DELETE, If-None-Match, *", "DELETE, If-Match, ','"})
    void aConditionThatCannotBeJudgedIsRefused(String method, String header, String value) {
        HttpResponse<String> answer = gateway.send(method, method.equals("POST") ? "/v1/orders" : "/v1/orders/" + ID,
                method.equals("DELETE") ? "" : method.equals("PATCH") ? "{}" : GOOD, "Content-Type",
                method.equals("PATCH") ? "application/merge-patch+json" : "application/json", header, value);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"code\":\"invalid-precondition\"");
        assertThat(PUBLISHER.published).isEmpty();
    }

    @Test
    void whoWaitsForACreateGetsTheOrder() {
        Order order = Order.placed(new OrderId(UUID.fromString(ID)), CommandFixtures.content(), CommandFixtures.NOON,
                new UserId("demo"));
        OUTCOMES.arrives = new CommandOutcome(CommandFixtures.COMMAND, new Outcome.Applied(1), order);

        HttpResponse<String> answer = gateway.send("PUT", "/v1/orders/" + ID, GOOD, "Content-Type", "application/json",
                "If-None-Match", "*", "Prefer", "wait=99");

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Location")).contains("/v1/orders/" + ID);
        assertThat(answer.headers().firstValue("Operation-Location").orElseThrow()).startsWith("/v1/operations/");
        assertThat(answer.headers().firstValue("ETag")).contains("\"1\"");
        assertThat(answer.headers().firstValue("Preference-Applied")).contains("wait=30");
        assertThat(MAPPER.readValue(answer.body(), Order.class)).isEqualTo(order);
    }

    @ParameterizedTest
    @CsvSource({"PUT, 200", "PATCH, 200", "DELETE, 204"})
    void whoWaitsForAChangeGetsWhatCameOfIt(String method, int status) {
        Order order = Order.placed(new OrderId(UUID.fromString(ID)), CommandFixtures.content(), CommandFixtures.NOON,
                new UserId("demo"));
        OUTCOMES.arrives = new CommandOutcome(CommandFixtures.COMMAND, new Outcome.Applied(1),
                method.equals("DELETE") ? null : order);

        HttpResponse<String> answer = change(method, "Prefer", "wait=5");

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Preference-Applied")).contains("wait=5");
        assertThat(answer.headers().firstValue("ETag")).isEqualTo(
                method.equals("DELETE") ? Optional.empty() : Optional.of("\"1\""));
    }

    @Test
    void whoWaitsIsToldARefusalWithItsOwnStatus() {
        OUTCOMES.arrives = new CommandOutcome(CommandFixtures.COMMAND,
                new Outcome.Rejected(RefusalCode.VERSION_MISMATCH), null);

        HttpResponse<String> answer = change("PATCH", "Prefer", "wait=5", "If-Match", "\"2\"");

        assertThat(answer.statusCode()).isEqualTo(412);
        assertThat(answer.headers().firstValue("Preference-Applied")).contains("wait=5");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"version-mismatch\"").contains("\"traceId\":");
    }

    /** RFC 7240 §4.3. */
    @Test
    void whoWaitedInVainGetsTheSame202() {
        HttpResponse<String> answer = change("DELETE", "Prefer", "wait=5");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.headers().firstValue("Preference-Applied")).isEmpty();
        assertThat(answer.headers().firstValue("Location").orElseThrow()).startsWith("/v1/operations/");
    }

    /** A repeat that was recognised: what the order was then is not known any more. */
    @Test
    void anOutcomeWithoutItsOrderLeavesItToTheOperation() {
        OUTCOMES.arrives = new CommandOutcome(CommandFixtures.COMMAND, new Outcome.Applied(3), null);

        assertThat(change("PATCH", "Prefer", "wait=5").statusCode()).isEqualTo(202);
    }

    private static HttpResponse<String> change(String method, String... headers) {
        String body = switch (method) {
            case "PUT" -> GOOD;
            case "PATCH" -> "{\"note\":\"n\"}";
            default -> "";
        };
        String mediaType = method.equals("PATCH") ? "application/merge-patch+json" : "application/json";
        return gateway.send(method, "/v1/orders/" + ID, body,
                Stream.concat(Stream.of("Content-Type", mediaType), Stream.of(headers)).toArray(String[]::new));
    }

    @Test
    void anOrderIsReadAsOrderServiceTellsIt() {
        orderService.answers(200, Map.of("Content-Type", "application/json", "ETag", "\"3\"", "Cache-Control",
                "private, no-cache", "X-Internal", "secret"), "{\"id\": 1 }");

        HttpResponse<String> answer = gateway.get("/v1/orders/" + ID, "traceparent", TRACEPARENT, "If-None-Match",
                "\"2\"", "X-Other", "x");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"id\": 1 }");
        assertThat(answer.headers().firstValue("ETag")).contains("\"3\"");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("private, no-cache");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.headers().firstValue("X-Internal")).isEmpty();
        assertThat(orderService.asked).singleElement().satisfies(asked -> {
            assertThat(asked.target()).isEqualTo("/v1/orders/" + ID);
            assertThat(asked.headers().getFirst("If-None-Match")).isEqualTo("\"2\"");
            assertThat(asked.headers().getFirst("traceparent")).startsWith("00-4bf92f3577b34da6a3ce929d0e0e4736-");
            assertThat(asked.headers().containsKey("X-Other")).isFalse();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "", "?limit=5&cursor=a%2Bb%3D%3D", "?status=PLACED&status=PAID", "?createdFrom=2026-01-01T00:00:00%2B01:00",
            "?x=%25%32%35", "?a+b=%20", "?unknown"})
    void aListIsAskedForWithTheQueryAsItCame(String query) {
        orderService.answers(200, Map.of("Content-Type", "application/json", "Link",
                "</v1/orders?cursor=x>; rel=\"next\""), "{\"data\":[]}");

        HttpResponse<String> answer = gateway.get("/v1/orders" + query);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Link")).contains("</v1/orders?cursor=x>; rel=\"next\"");
        assertThat(orderService.asked).extracting(StubOrderService.Asked::target).containsExactly("/v1/orders" + query);
    }

    @Test
    void aQueryThatIsNoPartOfAUriIsRefusedHere() {
        String answer = gateway
                .sendRaw("GET /v1/orders?a=%zz HTTP/1.1\r\nHost: x\r\n{credentials}Connection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400").contains("\"code\":\"invalid-parameter\"");
        assertThat(orderService.asked).isEmpty();
    }

    @Test
    void problemsOfOrderServicePassUnchanged() {
        String problem = "{\"code\":\"invalid-cursor\",\"status\":400}";
        orderService.answers(400, Map.of("Content-Type", "application/problem+json"), problem);

        HttpResponse<String> answer = gateway.get("/v1/orders?cursor=x");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo(problem);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void anErrorPageOfSomethingInBetweenIsNotPassedOn() {
        orderService.answers(502, Map.of("Content-Type", "text/html"), "<html>nginx on host42");

        HttpResponse<String> answer = gateway.get("/v1/orders/" + ID);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("2");
        assertThat(answer.body()).contains("\"code\":\"orders-unavailable\"").doesNotContain("nginx");
    }

    @Test
    void anOperationHasNotStartedWhileNobodyRecordedIt() {
        String href = post().headers().firstValue("Location").orElseThrow();

        HttpResponse<String> answer = gateway.get(href);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(MAPPER.readTree(answer.body()).path("status").asString()).isEqualTo("NotStarted");
        assertThat(orderService.asked).extracting(StubOrderService.Asked::target)
                .containsExactly("/internal/commands/" + PUBLISHER.published.getFirst().id());
    }

    @Test
    void anOperationThatSucceededTellsTheVersion() {
        String href = post().headers().firstValue("Location").orElseThrow();
        orderService.answers(200, Map.of("Content-Type", "application/json"),
                commandRecord("{\"result\": \"applied\", \"version\": 1}"));

        CreateOrder create = (CreateOrder) PUBLISHER.published.getFirst();
        assertThat(MAPPER.readTree(gateway.get(href).body())).isEqualTo(MAPPER.readTree("""
                {"id": "%s", "status": "Succeeded", "kind": "create", "createdAt": "%s",
                 "completedAt": "2026-11-22T12:00:01.500Z",
                 "resource": {"id": "%s", "href": "/v1/orders/%s", "version": 1}}""".formatted(
                href.substring("/v1/operations/".length()), create.header().issuedAt(), create.orderId(),
                create.orderId())));
    }

    /** RFC 9457 §3.1. */
    @Test
    void anOperationThatFailedTellsTheProblem() {
        String href = post().headers().firstValue("Location").orElseThrow();
        orderService.answers(200, Map.of("Content-Type", "application/json"),
                commandRecord("{\"result\": \"rejected\", \"code\": \"order-id-retired\"}"));

        HttpResponse<String> answer = gateway.get(href);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(MAPPER.readTree(answer.body()).path("error")).isEqualTo(MAPPER.readTree("""
                {"type": "urn:spillway:problem:order-id-retired", "title": "The id belonged to a deleted order",
                 "status": 409, "instance": "/v1/orders/%s", "code": "order-id-retired"}"""
                .formatted(PUBLISHER.published.getFirst().orderId())));
        assertThat(answer.body()).contains("\"status\":\"Failed\"").doesNotContain("resource");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "not json", "{\"result\": \"unheard-of\"}"})
    void aRecordThatCannotBeReadIsNoRecord(String body) {
        String href = post().headers().firstValue("Location").orElseThrow();
        orderService.answers(200, Map.of("Content-Type", "application/json"), body);

        HttpResponse<String> answer = gateway.get(href);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("\"code\":\"orders-unavailable\"");
    }

    /** RFC 9110 §15.5.5. */
    @ParameterizedTest
    @ValueSource(strings = {"x", "01a20423-2af3-7546-b9cc-ecd62cdde46e"})
    void anOperationThatNobodyIssuedIsNotFound(String id) {
        HttpResponse<String> answer = gateway.get("/v1/operations/" + id);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("\"code\":\"operation-not-found\"");
        assertThat(orderService.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/livez", "/readyz"})
    void theGatewayIsReadyWithoutItsBroker(String probe) {
        HttpResponse<String> answer = gateway.get(probe);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"status\":\"UP\"}");
    }

    @Test
    void healthAndMetricsNeedNoCredentialsOnTheirOwnPort() {
        int port = gateway.managementPort();

        for (String target : new String[]{"health", "metrics", "info"}) {
            assertThat(gateway.sendAsIs(HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + port + "/actuator/" + target))).statusCode()).isEqualTo(200);
        }
    }

    /** By the names that docs/metrics.md gives them. */
    @Test
    void prometheusFindsTheDocumentedMetersOnTheManagementPortAlone() {
        post();

        HttpResponse<String> scraped = gateway.sendAsIs(HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + gateway.managementPort() + "/actuator/prometheus")));

        assertThat(scraped.body()).contains(
                "spillway_gateway_commands_total{reason=\"blocked\",result=\"not-accepted\"}",
                "spillway_gateway_confirm_time_seconds_bucket", "http_server_requests_seconds_count",
                "mongodb_driver_pool_checkoutfailed_total", "rabbitmq_connections", "logback_events_total");
        assertThat(gateway.get("/actuator/prometheus").statusCode()).isEqualTo(404);
    }

    private static HttpResponse<String> post() {
        return gateway.send("POST", "/v1/orders", GOOD, "Content-Type", "application/json");
    }

    private static String commandRecord(String outcome) {
        CreateOrder create = (CreateOrder) PUBLISHER.published.getFirst();
        return """
                {"id": "%s", "orderId": "%s", "kind": "create", "actor": "demo", "payloadHash": "%s",
                 "issuedAt": "%s", "completedAt": "2026-11-22T12:00:01.500Z", "outcome": %s, "newer": true}"""
                .formatted(create.id(), create.orderId(), create.header().payloadHash(), create.header().issuedAt(),
                        outcome);
    }
}
