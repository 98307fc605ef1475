package io.spillway.gateway.http.conformance;

import java.util.List;

import io.spillway.contract.command.PatchOrder;
import io.spillway.contract.order.OrderItem;
import io.spillway.contract.order.OrderPatch;
import io.spillway.contract.order.OrderStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.spillway.gateway.http.conformance.TheGateway.assertProblem;
import static io.spillway.gateway.http.conformance.TheGateway.json;
import static io.spillway.gateway.http.conformance.TheGateway.patch;
import static io.spillway.gateway.http.conformance.TheGateway.published;
import static org.assertj.core.api.Assertions.assertThat;

/** JSON Merge Patch, as far as the gateway reads it. What comes of it is in HttpContractIT of end-to-end-tests. */
@ExtendWith(TheGateway.class)
class MergePatchConformanceTest {

    /** RFC 7396 §1: null removes, and only what may be absent can be removed. */
    @Test
    void nullRemovesTheNote() {
        assertThat(read("{\"note\": null}"))
                .isEqualTo(new OrderPatch(null, new OrderPatch.NoteChange(null), null));
    }

    /** RFC 7396 §1: what is absent from the patch stays. */
    @Test
    void whatThePatchDoesNotNameStays() {
        assertThat(read("{\"status\": \"PAID\"}")).isEqualTo(new OrderPatch(null, null, OrderStatus.PAID));
    }

    /** RFC 7396 §2: an array replaces the one that was there. */
    @Test
    void itemsAreReplacedAsAWhole() {
        assertThat(read("{\"items\": [{\"sku\":\"a\",\"name\":\"Tea\",\"quantity\":1,\"unitPrice\":2}]}"))
                .isEqualTo(new OrderPatch(List.of(new OrderItem("a", "Tea", 1, 2)), null, null));
    }

    /** RFC 7396 §2: objects within an array are not merged, so one that lacks something is not completed, and null is a value. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"items": [{"quantity": 5}]}                                               | /items/0/sku
            {"items": [{"sku":"a","name":null,"quantity":1,"unitPrice":2}]}            | /items/0/name
            {"items": [null]}                                                          | /items/0
            {"items": {"0": {"quantity": 5}}}                                          | /items
            """)
    void objectsWithinAnArrayAreNotMerged(String body, String pointer) {
        assertRefused(body, pointer);
    }

    /** RFC 7396 §2: such a patch would replace the whole order with something that is none. */
    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "\"PAID\"", "7", "true", "[{\"note\": \"n\"}]"})
    void aPatchThatIsNoObjectIsRefused(String body) {
        assertRefused(body, "");
    }

    /** RFC 5789 §2.2: 422 where the result would be no order. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"items": null}                          | /items
            {"status": null}                         | /status
            {"items": []}                            | /items
            {"status": "LOST"}                       | /status
            {"note": {"text": "n"}}                  | /note
            {"customerId": "c"}                      | /customerId
            {"customerId": null}                     | /customerId
            {"version": 3}                           | /version
            {"discount": null}                       | /discount
            """)
    void whatCannotBePatchedIsNamed(String body, String pointer) {
        assertRefused(body, pointer);
    }

    /** RFC 7396 §2: it changes nothing, and is applied like any other; what it adds to the version is in HttpContractIT. */
    @Test
    void anEmptyPatchIsAPatch() {
        assertThat(read("{}")).isEqualTo(new OrderPatch(null, null, null));
    }

    /** RFC 8259 §4: readers differ about which of two members of one name counts. */
    @ParameterizedTest
    @ValueSource(strings = {"{\"note\": \"a\", \"note\": \"b\"}", "{\"note\": \"a\", \"n\\u006fte\": null}",
            "{\"items\": [{\"sku\":\"a\",\"sku\":\"b\",\"name\":\"Tea\",\"quantity\":1,\"unitPrice\":2}]}"})
    void twoMembersOfOneNameAreMalformed(String body) {
        assertProblem(patch(body), 400, "malformed-json");
        assertThat(published()).isEmpty();
    }

    private static OrderPatch read(String body) {
        assertThat(patch(body).statusCode()).isEqualTo(202);
        return ((PatchOrder) published().getLast()).patch();
    }

    private static void assertRefused(String body, String pointer) {
        var answer = patch(body);
        assertProblem(answer, 422, "invalid-request");
        assertThat(json(answer).path("errors").findValuesAsString("pointer")).contains(pointer);
        assertThat(published()).isEmpty();
    }
}
