package io.spillway.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.spillway.e2e.Api.Answer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The asynchronous road, with every service a process of its own. */
@Order(2) // stops what others would have to start again
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Execution(ExecutionMode.SAME_THREAD)
class OrdersIT {

    private static Stack stack;
    private static Api api;

    @BeforeAll
    static void start() {
        stack = Stack.shared();
        api = stack.api().newUser("otto").api();
    }

    @Test
    void anOrderLivesFromItsCreationToItsEnd() {
        Answer accepted = api.post(Orders.mug("C-1"));
        assertThat(accepted.header("Operation-Location")).isEqualTo(accepted.header("Location"));
        assertThat(accepted.header("Retry-After")).isEqualTo("1");
        assertThat(accepted.text("status")).isEqualTo("NotStarted");
        assertThat(accepted.text("kind")).isEqualTo("create");

        JsonNode created = api.outcome(accepted);
        assertThat(created.path("status").asString()).isEqualTo("Succeeded");
        assertThat(created.at("/resource/version").asLong()).isEqualTo(1);
        String order = created.at("/resource/href").asString();

        Answer read = api.get(order);
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.header("ETag")).isEqualTo("\"1\"");
        assertThat(read.text("status")).isEqualTo("PLACED");
        assertThat(read.text("createdBy")).isEqualTo(api.get("/v1/auth/me").text("userId"));
        assertThat(read.body().path("total").asLong()).isEqualTo(2_500);

        succeed(api.send("PUT", order, Api.JSON, Orders.items(3)), 2);
        succeed(api.send("PATCH", order, Api.MERGE_PATCH, "{\"note\": \"gift\", \"status\": \"PAID\"}"), 3);
        assertThat(api.get(order).text("note")).isEqualTo("gift");
        assertThat(api.get(order).body().path("items")).hasSize(3);

        refused(api.send("PUT", order, Api.JSON, Orders.mug("C-2")), "order-not-editable", 409);
        refused(api.send("PATCH", order, Api.MERGE_PATCH, "{\"status\": \"DELIVERED\"}"), "illegal-status-transition",
                409);
        succeed(api.send("PATCH", order, Api.MERGE_PATCH, "{\"note\": null}"), 4);
        assertThat(api.get(order).body().has("note")).isFalse();

        succeed(api.delete(order), 5);
        assertThat(api.get(order).status()).isEqualTo(404);
        refused(api.delete(order), "order-not-found", 404);
    }

    @Test
    void whoWaitsIsToldWhatReallyHappened() {
        Answer created = api.send("POST", "/v1/orders", Api.JSON, Orders.mug("C-1"), "Prefer", "wait=20");
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("ETag")).isEqualTo("\"1\"");
        assertThat(created.header("Preference-Applied")).isEqualTo("wait=20");
        String order = created.header("Location");
        assertThat(created.body()).isEqualTo(api.get(order).body());

        Answer patched = api.send("PATCH", order, Api.MERGE_PATCH, "{\"note\": \"gift\"}", "Prefer", "wait=20",
                "If-Match", "\"1\"");
        assertThat(patched.status()).isEqualTo(200);
        assertThat(patched.text("note")).isEqualTo("gift");

        Answer outdated = api.send("PATCH", order, Api.MERGE_PATCH, "{\"note\": \"late\"}", "Prefer", "wait=20",
                "If-Match", "\"1\"");
        assertThat(outdated.status()).isEqualTo(412);
        assertThat(outdated.text("code")).isEqualTo("version-mismatch");
        Answer taken = api.send("PUT", order, Api.JSON, Orders.mug("C-1"), "Prefer", "wait=20", "If-None-Match", "*");
        assertThat(taken.text("code")).isEqualTo("order-already-exists");
        assertThat(api.send("DELETE", order, Api.JSON, "", "Prefer", "wait=20").status()).isEqualTo(204);
    }

    /** The operation leads to the trace, and the trace to everything else. */
    @Test
    void oneTraceIsInTheLogsOfAllThreeServices() {
        Answer created = api.send("POST", "/v1/orders", Api.JSON, Orders.mug("C-1"), "Prefer", "wait=20");
        String traceId = created.header("traceparent").split("-")[1];
        String operation = created.header("Operation-Location");
        Answer outcome = api.send("GET", operation, Api.JSON, "", "traceparent",
                "00-" + traceId + "-00f067aa0ba902b7-01");
        String order = outcome.body().at("/resource/id").asString();
        Answer unknown = api.send("GET", "/v1/nothing", Api.JSON, "", "traceparent", created.header("traceparent"));
        assertThat(unknown.text("traceId")).isEqualTo(traceId);

        await().untilAsserted(() -> {
            assertThat(linesOf("api-gateway", traceId)).anyMatch(line -> line.contains("POST /v1/orders 201 in ")
                    && line.endsWith(operation));
            assertThat(linesOf("order-service", traceId)).anyMatch(line -> line.contains("GET /internal/commands/"));
            assertThat(linesOf("writer-service", traceId))
                    .anyMatch(line -> line.contains(" on order " + order + ": version 1"));
        });
    }

    private static List<String> linesOf(String service, String traceId) {
        return JarProcess.logs().stream().filter(log -> log.getFileName().toString().startsWith(service))
                .flatMap(OrdersIT::lines).filter(line -> line.contains("[" + traceId + "] ")).toList();
    }

    private static Stream<String> lines(Path log) {
        try {
            return Files.readAllLines(log).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void listsNewestFirstInPagesThatMissNothing() {
        String customer = "list-" + System.nanoTime();
        List<String> created = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            created.addFirst(api.outcome(api.post(Orders.mug(customer))).at("/resource/id").asString());
        }

        List<String> listed = new ArrayList<>();
        String page = "/v1/orders?limit=2&customerId=" + customer;
        while (!page.isEmpty()) {
            Answer answer = api.get(page);
            assertThat(answer.status()).isEqualTo(200);
            answer.body().path("data").forEach(order -> listed.add(order.path("id").asString()));
            page = answer.header("Link").replaceAll("<(.*)>; *rel=\"?next\"?", "$1");
        }

        assertThat(listed).isEqualTo(created);
        assertThat(api.get("/v1/orders?status=PAID&customerId=" + customer).body().path("data")).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            malformed JSON       | POST  | /v1/orders | {"customerId":                          | 400 | malformed-json  |
            an unknown member    | POST  | /v1/orders | {"colour": "blue"}                      | 422 | invalid-request | /colour
            a read-only member   | POST  | /v1/orders | {"version": 3}                          | 422 | invalid-request | /version
            a negative price     | POST  | /v1/orders | {"items": [{"unitPrice": -1}]}          | 422 | invalid-request | /items/0/unitPrice
            no such currency     | POST  | /v1/orders | {"currency": "ZZZ"}                     | 422 | invalid-request | /currency
            an unknown id        | GET   | /v1/orders/018f0000-0000-7000-8000-000000000000 |    | 404 | order-not-found |
            no id at all         | GET   | /v1/orders/one    |                                  | 404 | order-not-found |
            an unknown operation | GET   | /v1/operations/AAAA |                                | 404 | operation-not-found |
            a bad cursor         | GET   | /v1/orders?cursor=AAAA |                             | 400 | invalid-cursor  |
            a bad limit          | GET   | /v1/orders?limit=0 |                                 | 400 | invalid-parameter |
            no such path         | GET   | /v2/orders |                                         | 404 | not-found       |
            the wrong method     | PUT   | /v1/orders | {}                                      | 405 | method-not-allowed |
            """)
    void badInputGetsItsProblem(String what, String method, String path, String body, int status, String code,
            String pointer) {
        Answer answer = method.equals("GET") ? api.get(path) : api.send(method, path, Api.JSON, body);

        problem(answer, status, code);
        if (pointer != null) {
            assertThat(answer.body().path("errors").findValuesAsString("pointer")).contains(pointer);
        }
    }

    @Test
    void manyOrdersInOneRequestAreWrittenEach() throws IOException {
        String atOnce = "lines-at-once-" + System.nanoTime();
        String later = "lines-later-" + System.nanoTime();
        try (OrderLines lines = api.lines()) {
            assertThat(lines.sendAndRead(500, i -> Orders.mug(atOnce).replace("\n", ""))).isEqualTo(500);
        }
        try (OrderLines lines = api.lines()) {
            lines.send(500, i -> Orders.mug(later).replace("\n", ""));
            assertThat(lines.read()).isEqualTo(500);
        }

        await().untilAsserted(() -> {
            assertThat(count(atOnce)).isEqualTo(500);
            assertThat(count(later)).isEqualTo(500);
        });
    }

    private static int count(String customer) {
        int count = 0;
        String page = "/v1/orders?limit=100&customerId=" + customer;
        while (!page.isEmpty()) {
            Answer answer = api.get(page);
            count += answer.body().path("data").size();
            page = answer.header("Link").replaceAll("<(.*)>; *rel=\"?next\"?", "$1");
        }
        return count;
    }

    @Test
    void tooManyItemsAreRefusedWhereTheyAre() {
        Answer answer = api.post(Orders.items(101));

        problem(answer, 422, "invalid-request");
        assertThat(answer.body().path("errors").findValuesAsString("pointer")).containsExactly("/items");
    }

    @Test
    void aBodyOver64KiBIsTooLarge() {
        problem(api.post("{\"note\": \"" + "x".repeat(65 * 1024) + "\"}"), 413, "payload-too-large");
    }

    @Test
    void anotherMediaTypeIsRefused() {
        problem(api.send("POST", "/v1/orders", "text/plain", "hello"), 415, "unsupported-media-type");
    }

    @Test
    @Order(1)
    void acceptsWhileTheWriterIsDownAndAppliesInOrderWhenItIsBack() {
        String order = api.outcome(api.post(Orders.mug("C-3"))).at("/resource/href").asString();
        stack.stopWriter();

        List<Answer> accepted = IntStream.rangeClosed(1, 20)
                .mapToObj(i -> api.send("PATCH", order, Api.MERGE_PATCH, "{\"note\": \"n" + i + "\"}")).toList();
        assertThat(accepted).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(202));
        assertThat(api.get(accepted.getLast().header("Location")).text("status")).isEqualTo("NotStarted");
        stack.startWriter();

        for (int i = 0; i < 20; i++) {
            succeed(accepted.get(i), i + 2);
        }
        assertThat(api.get(order).text("note")).isEqualTo("n20");
    }

    @Test
    @Order(2)
    void appliesOnceWhatAKilledWriterHadBegun() {
        List<Answer> accepted = new ArrayList<>(
                IntStream.range(0, 200).mapToObj(i -> api.post(Orders.mug("C-4"))).toList());
        stack.killWriter();
        accepted.addAll(IntStream.range(0, 50).mapToObj(i -> api.post(Orders.mug("C-4"))).toList());
        stack.startWriter();

        assertThat(accepted).allSatisfy(answer -> succeed(answer, 1));
    }

    /** RFC 9110 §10.2.3. */
    @Test
    @Order(Integer.MAX_VALUE)
    void acceptsWritesWhileNobodyAnswersReads() {
        stack.stopOrderService();

        assertThat(api.post(Orders.mug("C-5")).status()).isEqualTo(202);
        Answer read = api.get("/v1/orders");
        problem(read, 503, "orders-unavailable");
        assertThat(read.header("Retry-After")).isNotEmpty();
    }

    private static void succeed(Answer accepted, long version) {
        JsonNode operation = api.outcome(accepted);
        assertThat(operation.path("status").asString()).as(operation.toString()).isEqualTo("Succeeded");
        assertThat(operation.at("/resource/version").asLong()).isEqualTo(version);
    }

    private static void refused(Answer accepted, String code, int status) {
        JsonNode operation = api.outcome(accepted);
        assertThat(operation.path("status").asString()).isEqualTo("Failed");
        assertThat(operation.at("/error/code").asString()).isEqualTo(code);
        assertThat(operation.at("/error/status").asInt()).isEqualTo(status);
    }

    private static void problem(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.text("code")).isEqualTo(code);
        assertThat(answer.body().path("status").asInt()).isEqualTo(status);
        assertThat(answer.text("traceId")).matches("[0-9a-f]{32}");
        for (String member : List.of("type", "title", "detail", "instance")) {
            assertThat(answer.text(member)).as(member).isNotEmpty();
        }
    }
}
