package io.spillway.e2e;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

import io.spillway.e2e.Api.Answer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** The rules of the HTTP contract that only the whole system can show. Callers wait for every outcome. */
@Order(1)
@Execution(ExecutionMode.SAME_THREAD)
class HttpContractIT {

    private static final String WAIT = "wait=20";

    private static Api api;

    @BeforeAll
    static void start() {
        api = Stack.shared().api().newUser("hanna").api();
    }

    /** RFC 7396 §1 and §2, on the order: null removes, arrays replace as a whole, what is not named stays, {} changes nothing. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            null removes                    | {"note": null}                                                                      | {"note": null}
            null removes nothing once gone  | {"note": null}                                                                      | {"note": null}
            a text replaces                 | {"note": ""}                                                                        | {"note": ""}
            an array replaces the whole     | {"items": [{"sku": "CUP", "name": "Cup", "quantity": 3, "unitPrice": 5}]}           | {"items": [{"sku": "CUP", "name": "Cup", "quantity": 3, "unitPrice": 5}], "total": 15}
            an empty patch changes nothing  | {}                                                                                  | {}
            several members at once         | {"note": "n", "status": "PAID"}                                                     | {"note": "n", "status": "PAID"}
            """)
    void aMergePatchChangesWhatItNamesAndAlwaysAddsOneToTheVersion(String what, String patch, String changes) {
        String order = create();
        JsonNode before = patched(order, "{\"note\": \"first\"}").body();

        JsonNode after = patched(order, patch).body();

        Map<String, JsonNode> expected = members(before);
        members(JsonMapper.shared().readTree(changes)).forEach(expected::put);
        expected.values().removeIf(JsonNode::isNull);
        expected.put("version", JsonMapper.shared().readTree("3"));
        expected.put("updatedAt", after.path("updatedAt"));
        assertThat(members(after)).isEqualTo(expected);
        assertThat(api.get(order).body()).isEqualTo(after);
    }

    private static Map<String, JsonNode> members(JsonNode object) {
        Map<String, JsonNode> members = new TreeMap<>();
        object.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
        return members;
    }

    /** RFC 9110 §13.2.1: a condition is judged only where the write would otherwise be done on something that is there. */
    @Test
    void notFoundPrecedesAFailedConditionAndThatPrecedesEveryOtherRefusal() {
        String order = create();
        patched(order, "{\"status\": \"PAID\"}");
        String items = "{\"items\": [{\"sku\": \"CUP\", \"name\": \"Cup\", \"quantity\": 3, \"unitPrice\": 5}]}";

        refused(patch("/v1/orders/018f0000-0000-7000-8000-000000000000", items, "If-Match", "\"1\""), 404,
                "order-not-found");
        refused(patch(order, items, "If-Match", "\"1\""), 412, "version-mismatch");
        refused(patch(order, items, "If-Match", "\"1\", \"2\""), 409, "order-not-editable");
        refused(patch(order, "{\"status\": \"PLACED\"}", "If-Match", "W/\"2\""), 412, "version-mismatch");
        refused(patch(order, "{\"status\": \"PLACED\"}", "If-Match", "*"), 409, "illegal-status-transition");
        assertThat(api.get(order).header("ETag")).as("refusals add nothing").isEqualTo("\"2\"");
    }

    /** RFC 9110 §13.1.2: with If-None-Match: * a PUT only creates. */
    @Test
    void aPutUnderAnIdOfTheCallersOwnCreatesOnce() {
        String order = "/v1/orders/" + UUID.randomUUID();
        String[] create = {"Prefer", WAIT, "If-None-Match", "*"};

        refused(api.send("PUT", order, Api.JSON, Orders.mug("C-1"), "Prefer", WAIT), 404, "order-not-found");
        assertThat(api.send("PUT", order, Api.JSON, Orders.mug("C-1"), create).status()).isEqualTo(201);
        refused(api.send("PUT", order, Api.JSON, Orders.mug("C-1"), create), 412, "order-already-exists");
    }

    /** RFC 9110 §9.3.5, and for a while nothing else takes its place. */
    @Test
    void aDeletedOrderIsGoneAndItsIdRetired() {
        String order = create();

        assertThat(api.send("DELETE", order, Api.JSON, "", "Prefer", WAIT).status()).isEqualTo(204);

        assertThat(api.get(order).status()).isEqualTo(404);
        refused(api.send("PUT", order, Api.JSON, Orders.mug("C-1"), "Prefer", WAIT), 404, "order-not-found");
        refused(api.send("PUT", order, Api.JSON, Orders.mug("C-1"), "Prefer", WAIT, "If-None-Match", "*"), 409,
                "order-id-retired");
    }

    /** RFC 9110 §13.1.1 and §13.1.2 on reads, with §15.4.5 and §15.5.13; §13.2.2 for which comes first. */
    @Test
    void conditionsOnAReadAreJudgedWhereTheOrderIs() {
        String order = create();

        Answer unchanged = read("GET", order, "If-None-Match", "\"7\", W/\"1\"");
        assertThat(unchanged.status()).isEqualTo(304);
        assertThat(unchanged.header("ETag")).isEqualTo("\"1\"");
        assertThat(unchanged.header("Cache-Control")).isEqualTo("private, no-cache");
        assertThat(unchanged.header("Vary")).isEqualTo("Accept, Authorization, ConsumerKey");
        assertThat(read("GET", order, "If-None-Match", "*").status()).isEqualTo(304);
        assertThat(read("GET", order, "If-Match", "\"1\"").status()).isEqualTo(200);
        refused(read("GET", order, "If-Match", "W/\"1\""), 412, "version-mismatch");
        refused(read("GET", order, "If-Match", "\"2\"", "If-None-Match", "\"1\""), 412, "version-mismatch");
        assertThat(read("HEAD", order, "If-Match", "\"2\"").status()).isEqualTo(412);
        assertThat(read("GET", order + "0", "If-Match", "\"2\"").status()).isEqualTo(404);
    }

    /** RFC 9110 §9.3.2, through to the database and back. */
    @Test
    void headIsGetWithoutTheContentAlsoForTheWholeSystem() {
        String order = create();
        for (String target : List.of(order, "/v1/orders", "/v1/orders?limit=0")) {
            HttpResponse<String> get = read("GET", target).response();
            HttpResponse<String> head = read("HEAD", target).response();

            assertThat(head.statusCode()).isEqualTo(get.statusCode());
            assertThat(head.body()).isEmpty();
            assertThat(head.headers().firstValue("Content-Length"))
                    .isEqualTo(get.headers().firstValue("Content-Length"))
                    .isPresent();
            for (String field : List.of("ETag", "Content-Type", "Cache-Control", "Vary", "Link")) {
                assertThat(head.headers().allValues(field)).as(field).isEqualTo(get.headers().allValues(field));
            }
        }
    }

    private static String create() {
        Answer created = api.send("POST", "/v1/orders", Api.JSON, Orders.mug("C-1"), "Prefer", WAIT);
        assertThat(created.status()).isEqualTo(201);
        return created.header("Location");
    }

    private static Answer patched(String order, String patch) {
        Answer answer = patch(order, patch);
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        assertThat(answer.header("ETag")).isEqualTo("\"" + answer.text("version") + "\"");
        return answer;
    }

    private static Answer patch(String order, String patch, String... headers) {
        return api.send("PATCH", order, Api.MERGE_PATCH, patch,
                Stream.concat(Stream.of("Prefer", WAIT),
                        Stream.of(headers)).toArray(String[]::new));
    }

    private static Answer read(String method, String target, String... headers) {
        return api.send(method, target, Api.JSON, "", headers);
    }

    private static void refused(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(status);
        assertThat(answer.text("code")).isEqualTo(code);
    }
}
