package io.spillway.gateway.http;

import java.util.Optional;
import java.util.UUID;

import io.spillway.contract.order.OrderId;
import io.spillway.contract.order.UserId;
import io.spillway.gateway.core.IdempotencyKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class IdempotencyKeysTest {

    private static final UserId DEMO = new UserId("demo");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "8e03978e-40d5-43dd | 8e03978e-40d5-43dd",
            "\"8e03978e-40d5\"  | 8e03978e-40d5",
            "\"a\\\"b\\\\c\"    | a\"b\\c",
            "a\"b\\c            | a\"b\\c",
            "a\\\\c             | a\\\\c",
            "a,b;c=d            | a,b;c=d",
            "\"a,b;c=d\"        | a,b;c=d",
            "\"!\"              | !"})
    void quotedAndBareAreTheSameKey(String header, String key) {
        assertThat(ofOrders("POST", header)).map(IdempotencyKey::value).contains(key);
    }

    @ParameterizedTest
    @MethodSource("unusable")
    void whatCannotBeUsedIsRefused(String header) {
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> ofOrders("POST", header))
                .satisfies(problem -> assertThat(problem.problem()).isEqualTo(Problem.INVALID_IDEMPOTENCY_KEY));
    }

    static String[] unusable() {
        return new String[]{"", "  ", "\"\"", "a b", "\"a b\"", "a, b", "\"a", "\"a\"b", "\"a\";p=1", "\"a\", \"b\"",
                "\"a\\b\"", "\"a\\", "a\tb", "é", "\"é\"", "a\u007f", "a".repeat(256), "\"" + "a".repeat(256) + "\""};
    }

    @Test
    void aKeyMayHave255Characters() {
        assertThat(ofOrders("POST", "a".repeat(255))).isPresent();
        assertThat(ofOrders("POST", "\"" + "\\\\".repeat(255) + "\"")).isPresent();
    }

    @Test
    void severalKeysAreRefused() {
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> ofOrders("POST", "a", "a"))
                .satisfies(problem -> assertThat(problem.problem()).isEqualTo(Problem.INVALID_IDEMPOTENCY_KEY));
    }

    @Test
    void noKeyIsNoKey() {
        assertThat(ofOrders("POST")).isEmpty();
    }

    @Test
    void aKeyMeansSomethingForOneUserMethodAndPathOnly() {
        OrderId order = new OrderId(UUID.fromString("01A20423-2AF3-7546-B9CC-ECD62CDDE46E"));

        assertThat(ofOrders("POST", "k")).contains(new IdempotencyKey(DEMO, "POST", "/v1/orders", "k"));
        assertThat(IdempotencyKeys.ofOrder(request("PATCH", "k"), DEMO, order)).contains(
                new IdempotencyKey(DEMO, "PATCH", "/v1/orders/01a20423-2af3-7546-b9cc-ecd62cdde46e", "k"));
    }

    private static Optional<IdempotencyKey> ofOrders(String method, String... headers) {
        return IdempotencyKeys.ofOrders(request(method, headers), DEMO);
    }

    private static MockHttpServletRequest request(String method, String... headers) {
        MockHttpServletRequest request = new MockHttpServletRequest(method, "/v1/orders/whatever%20was%20written");
        for (String header : headers) {
            request.addHeader("Idempotency-Key", header);
        }
        return request;
    }
}
