package io.spillway.gateway.http.conformance;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.spillway.contract.command.Command;
import io.spillway.contract.order.Order;
import io.spillway.contract.outcome.CommandOutcome;
import io.spillway.contract.outcome.Outcome;
import io.spillway.gateway.RunningGateway;
import io.spillway.gateway.StubOrderService;
import io.spillway.gateway.core.CommandFixtures;
import io.spillway.gateway.core.FakeOutcomes;
import io.spillway.gateway.core.FakePublisher;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One gateway for all tests of this package, with fakes where broker, writer, order-service and database would be. Before
 * each test the fakes forget.
 */
final class TheGateway implements BeforeEachCallback {

    static final String ORDERS = "/v1/orders";
    static final String ORDER = "/v1/orders/01a20423-2af3-7546-b9cc-ecd62cdde46e";
    static final String CONTENT = """
            {"customerId":"c","currency":"EUR","items":[{"sku":"a","name":"Tea","quantity":1,"unitPrice":2}]}""";
    static final String JSON = "application/json";
    static final String MERGE_PATCH = "application/merge-patch+json";
    static final String PROBLEM = "application/problem+json";
    /** Whose pages may call. */
    static final String SHOP = "https://shop.example";

    static final FakePublisher PUBLISHER = new FakePublisher();
    static final FakeOutcomes OUTCOMES = new FakeOutcomes();

    private static @Nullable Servers servers;

    /** Closed at the end of the run. */
    private record Servers(StubOrderService orders, RunningGateway gateway) implements AutoCloseable {

        static Servers start() {
            StubOrderService orders = new StubOrderService();
            return new Servers(orders, RunningGateway.publishingTo(PUBLISHER, OUTCOMES,
                    "spillway.order-service.url=" + orders.url(), "spring.rabbitmq.addresses=127.0.0.1:1",
                    "spillway.security.cors.origins=" + SHOP));
        }

        @Override
        public void close() {
            gateway.close();
            orders.close();
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        servers = context.getRoot().getStore(ExtensionContext.Namespace.create(TheGateway.class))
                .computeIfAbsent(Servers.class, first -> Servers.start(), Servers.class);
        PUBLISHER.published.clear();
        OUTCOMES.arrives = null;
        OUTCOMES.waitedFor.clear();
        orderService().reset();
    }

    static RunningGateway gateway() {
        return running().gateway();
    }

    static StubOrderService orderService() {
        return running().orders();
    }

    private static Servers running() {
        if (servers == null) {
            throw new IllegalStateException("The test lacks @ExtendWith(TheGateway.class)");
        }
        return servers;
    }

    /** Order-service has the order, at version 3. */
    static void thereIsAnOrder() {
        orderService().answers(200, Map.of("Content-Type", JSON, "ETag", "\"3\"", "Cache-Control", "private, no-cache"),
                "{\"version\":3}");
    }

    /** The writer does what it is asked to while the caller waits. */
    static void theWriterAnswers(Outcome outcome) {
        OUTCOMES.arrives = new CommandOutcome(CommandFixtures.COMMAND, outcome,
                outcome instanceof Outcome.Applied
                        ? Order.placed(CommandFixtures.ORDER,
                                CommandFixtures.content(), CommandFixtures.NOON, CommandFixtures.DEMO.user())
                        : null);
    }

    /** A request that is good in every way, but for the headers that are added. */
    static HttpResponse<String> write(String method, String... headers) {
        String type = method.equals("PATCH") ? MERGE_PATCH : JSON;
        return send(method, method.equals("POST") ? ORDERS : ORDER, bodyFor(method),
                Stream.concat(Stream.of("Content-Type", type), Stream.of(headers)).toArray(String[]::new));
    }

    static String bodyFor(String method) {
        return switch (method) {
            case "POST", "PUT" -> CONTENT;
            case "PATCH" -> "{\"note\":\"n\"}";
            default -> "";
        };
    }

    static HttpResponse<String> patch(String body) {
        return send("PATCH", ORDER, body, "Content-Type", MERGE_PATCH);
    }

    static HttpResponse<String> get(String target, String... headers) {
        return gateway().get(target, headers);
    }

    static HttpResponse<String> send(String method, String target, String body, String... headers) {
        return gateway().send(method, target, body, headers);
    }

    /** Without a body, and without credentials but for those in the headers. */
    static HttpResponse<String> sendAsIs(String method, String target, String... headers) {
        return gateway().sendAsIs(gateway().request(target, headers).method(method,
                HttpRequest.BodyPublishers.noBody()));
    }

    /** An operation of a command that nobody has worked on. */
    static String operation() {
        return write("DELETE").headers().firstValue("Location").orElseThrow();
    }

    static List<Command> published() {
        return PUBLISHER.published;
    }

    static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    /** The values of a header that is a list, in all its lines. */
    static List<String> list(HttpResponse<String> answer, String header) {
        return answer.headers().allValues(header).stream().flatMap(line -> Stream.of(line.split(",")))
                .map(String::strip).toList();
    }

    static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains(PROBLEM);
        assertThat(json(answer).path("code").asString()).isEqualTo(code);
        assertThat(json(answer).path("status").intValue()).isEqualTo(status);
    }

    /** What Tomcat answers to bytes that no client would send. */
    static void assertRawProblem(String answer, int status, String code) {
        assertThat(answer).startsWith("HTTP/1.1 " + status + " ").contains("Content-Type: " + PROBLEM)
                .contains("\"code\":\"" + code + "\"");
    }
}
