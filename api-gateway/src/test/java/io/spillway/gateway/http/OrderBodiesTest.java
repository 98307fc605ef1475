package io.spillway.gateway.http;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

import io.spillway.contract.order.CustomerId;
import io.spillway.contract.order.OrderContent;
import io.spillway.contract.order.OrderItem;
import io.spillway.contract.order.OrderPatch;
import io.spillway.contract.order.OrderStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpEntity;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What a body may be, and what is said about one that isn't. */
class OrderBodiesTest {

    private static final String ITEM = "{\"sku\":\"a\",\"name\":\"Tea\",\"quantity\":1,\"unitPrice\":2}";

    @Test
    void readsAWholeOrder() {
        OrderContent content = OrderBodies.content(json("""
                {"customerId": "c-1", "currency": "EUR", "note": "ring \\ud83d\\ude00",
                 "items": [{"sku": "a", "name": "Tea", "quantity": 10000, "unitPrice": 1000000000000},
                           {"sku": "b", "name": "Cup", "quantity": 1, "unitPrice": 0}]}"""));

        assertThat(content.customerId()).isEqualTo(new CustomerId("c-1"));
        assertThat(content.currency()).hasToString("EUR");
        assertThat(content.note()).isEqualTo("ring 😀");
        assertThat(content.items()).containsExactly(new OrderItem("a", "Tea", 10_000, 1_000_000_000_000L),
                new OrderItem("b", "Cup", 1, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ", \"note\": null"})
    void anOrderNeedsNoNote(String note) {
        assertThat(OrderBodies.content(order("customerId", "\"c\"", note)).note()).isNull();
    }

    /** RFC 9110 §15.5.21. */
    @ParameterizedTest(name = "{0} = {1}: {2} {3}")
    @CsvSource(delimiter = '|', textBlock = """
            customerId | null             | /customerId | must be a string
            customerId | 7                | /customerId | must be a string
            customerId | ""               | /customerId | must be 1 to 64 letters, digits, '_' or '-'
            customerId | "a b"            | /customerId | must be 1 to 64 letters, digits, '_' or '-'
            currency   | "EURO"           | /currency   | must be an ISO 4217 currency code, such as EUR
            currency   | "eur"            | /currency   | must be an ISO 4217 currency code, such as EUR
            currency   | {}               | /currency   | must be a string
            items      | null             | /items      | must be an array
            items      | {}               | /items      | must be an array
            items      | []               | /items      | must hold 1 to 100 items
            items      | [7]              | /items/0    | must be an object
            note       | 7                | /note       | must be a string
            note       | "\\u0000"        | /note       | must not contain U+0000 or unpaired surrogates
            id         | "x"              | /id         | is read-only
            total      | 1                | /total      | is read-only
            status     | "PLACED"         | /status     | is read-only
            version    | 1                | /version    | is read-only
            createdAt  | null             | /createdAt  | is read-only
            updatedAt  | null             | /updatedAt  | is read-only
            createdBy  | "me"             | /createdBy  | is read-only
            discount   | 1                | /discount   | is not a known property
            ~a/b       | 1                | /~0a~1b     | is not a known property
            """)
    void refusesAMember(String member, String value, String pointer, String detail) {
        assertThat(violationsOf(order(member, value, ""))).containsExactly(new Violation(pointer, detail));
    }

    @Test
    void refusesHalfACharacter() {
        JsonNode body = json(
                "{\"customerId\":\"c\",\"currency\":\"EUR\",\"items\":[" + ITEM + "],\"note\":\"\\ud800\"}");

        assertThat(violationsOf(body))
                .containsExactly(new Violation("/note", "must not contain U+0000 or unpaired surrogates"));
    }

    @ParameterizedTest(name = "{0} = {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            sku       | ""              | must be 1 to 64 characters, not all blank
            sku       | null            | must be a string
            name      | "  "            | must be 1 to 200 characters, not all blank
            quantity  | 0               | must be a whole number from 1 to 10000
            quantity  | 10001           | must be a whole number from 1 to 10000
            quantity  | 4294967297      | must be a whole number from 1 to 10000
            quantity  | 1.5             | must be a whole number
            quantity  | "1"             | must be a whole number
            quantity  | true            | must be a whole number
            quantity  | null            | must be a whole number
            quantity  | 1e400           | must be a whole number from 1 to 10000
            quantity  | 1e1000000000    | must be a whole number from 1 to 10000
            quantity  | -1e1000000000   | must be a whole number from 1 to 10000
            quantity  | 1e-1000000000   | must be a whole number
            unitPrice | -1              | must be a whole number of minor units from 0 to 1000000000000
            unitPrice | 1000000000001   | must be a whole number of minor units from 0 to 1000000000000
            unitPrice | 18446744073709551616 | must be a whole number of minor units from 0 to 1000000000000
            gift      | true            | is not a known property
            """)
    void refusesAMemberOfAnItem(String member, String value, String detail) {
        JsonNode body = order("items", "[" + ITEM + "," + replaced(ITEM, member, value) + "]", "");

        assertThat(violationsOf(body)).containsExactly(new Violation("/items/1/" + member, detail));
    }

    @ParameterizedTest
    @CsvSource({"1.0, 1", "1e2, 100", "100e-2, 1", "-0.0, 0", "0e999999999, 0"})
    void aNumberIsWholeHoweverItIsWritten(String written, long read) {
        JsonNode body = order("items", "[" + replaced(ITEM, "unitPrice", written) + "]", "");

        assertThat(OrderBodies.content(body).items().getFirst().unitPrice()).isEqualTo(read);
    }

    @Test
    void tellsEverythingThatIsWrongAtOnce() {
        assertThat(violationsOf(json("{\"id\": 1, \"items\": [{\"quantity\": 0}]}"))).containsExactlyInAnyOrder(
                new Violation("/id", "is read-only"),
                new Violation("/customerId", "is required"),
                new Violation("/currency", "is required"),
                new Violation("/items/0/sku", "is required"),
                new Violation("/items/0/name", "is required"),
                new Violation("/items/0/quantity", "must be a whole number from 1 to 10000"),
                new Violation("/items/0/unitPrice", "is required"));
    }

    @Test
    void saysNothingAboutEachOfTooManyItems() {
        String items = Collections.nCopies(101, "{}").stream().collect(Collectors.joining(",", "[", "]"));

        assertThat(violationsOf(order("items", items, "")))
                .containsExactly(new Violation("/items", "must hold 1 to 100 items"));
    }

    @Test
    void aHundredMistakesAreEnough() {
        String items = Collections.nCopies(100, "{}").stream().collect(Collectors.joining(",", "[", "]"));

        assertThat(violationsOf(order("items", items, ""))).hasSize(Violations.MAX);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "7", "\"text\""})
    void aBodyThatIsNoObjectIsRefusedAsAWhole(String body) {
        assertThat(violationsOf(json(body))).containsExactly(new Violation("", "must be an object"));
        assertThat(patchViolationsOf(body)).containsExactly(new Violation("", "must be an object"));
    }

    @Test
    void aPatchSetsWhatItNames() {
        OrderPatch patch = OrderBodies
                .patch(json("{\"items\": [" + ITEM + "], \"note\": \"n\", \"status\": \"PAID\"}"));

        assertThat(patch).isEqualTo(new OrderPatch(List.of(new OrderItem("a", "Tea", 1, 2)),
                new OrderPatch.NoteChange("n"), OrderStatus.PAID));
    }

    @Test
    void anEmptyPatchChangesNothing() {
        assertThat(OrderBodies.patch(json("{}"))).isEqualTo(new OrderPatch(null, null, null));
    }

    @Test
    void aPatchRemovesTheNoteWithNull() {
        assertThat(OrderBodies.patch(json("{\"note\": null}")))
                .isEqualTo(new OrderPatch(null, new OrderPatch.NoteChange(null), null));
    }

    @ParameterizedTest(name = "{0} = {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            items      | null    | must be an array
            items      | []      | must hold 1 to 100 items
            status     | null    | must be a string
            status     | "LOST"  | must be one of PLACED, PAID, SHIPPED, DELIVERED, CANCELLED
            status     | "paid"  | must be one of PLACED, PAID, SHIPPED, DELIVERED, CANCELLED
            note       | []      | must be a string
            customerId | "c"     | is read-only
            currency   | "EUR"   | is read-only
            version    | 1       | is read-only
            discount   | 1       | is not a known property
            """)
    void refusesAMemberOfAPatch(String member, String value, String detail) {
        assertThat(patchViolationsOf("{\"%s\": %s}".formatted(member, value)))
                .containsExactly(new Violation("/" + member, detail));
    }

    private static JsonNode json(String text) {
        return JsonBody.parse(new HttpEntity<>(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** A good order but for one member. */
    private static JsonNode order(String member, String value, String more) {
        String good = "{\"customerId\":\"c\",\"currency\":\"EUR\",\"items\":[" + ITEM + "]" + more + "}";
        return json(replaced(good, member, value));
    }

    private static String replaced(String object, String member, String value) {
        ObjectNode node = (ObjectNode) json(object);
        node.set(member, json(value));
        return node.toString();
    }

    private static List<Violation> violationsOf(JsonNode body) {
        return catchThrowableOfType(ProblemException.class, () -> OrderBodies.content(body)).violations();
    }

    private static List<Violation> patchViolationsOf(String body) {
        return catchThrowableOfType(ProblemException.class, () -> OrderBodies.patch(json(body))).violations();
    }
}
