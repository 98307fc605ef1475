package io.spillway.orders.http;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.spillway.contract.order.CustomerId;
import io.spillway.contract.order.OrderStatus;
import io.spillway.orders.core.OrderFilter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class ListParametersTest {

    private static final OrderFilter ALL = new OrderFilter(null, null, null, null, null);
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void understands(String query, ListRequest.Valid expected) {
        assertThat(parse(query)).isEqualTo(expected);
    }

    static Stream<Arguments> understands() {
        return Stream.of(
                arguments("", new ListRequest.Valid(ALL, 20, null)),
                arguments("limit=1", new ListRequest.Valid(ALL, 1, null)),
                arguments("limit=100", new ListRequest.Valid(ALL, 100, null)),
                arguments("cursor=anything", new ListRequest.Valid(ALL, 20, "anything")),
                arguments("status=SHIPPED", new ListRequest.Valid(
                        new OrderFilter(null, OrderStatus.SHIPPED, null, null, null), 20, null)),
                arguments("customerId=c_1-X", new ListRequest.Valid(
                        new OrderFilter(null, null, new CustomerId("c_1-X"), null, null), 20, null)),
                arguments("createdFrom=2026-01-31T12:00:00Z", new ListRequest.Valid(
                        new OrderFilter(null, null, null, NOON, null), 20, null)),
                arguments("createdFrom=2026-01-31t12:00:00z", new ListRequest.Valid(
                        new OrderFilter(null, null, null, NOON, null), 20, null)),
                arguments("createdTo=2026-01-31T14:00:00.500+02:00", new ListRequest.Valid(
                        new OrderFilter(null, null, null, null, NOON.plusMillis(500)), 20, null)),
                arguments("status=PAID&customerId=c&createdFrom=2026-01-31T12:00:00Z&createdTo=2026-01-31T12:00:00Z",
                        new ListRequest.Valid(
                                new OrderFilter(null, OrderStatus.PAID, new CustomerId("c"), NOON, NOON), 20, null)));
    }

    @ParameterizedTest
    @CsvSource({
            "limit=0, limit", "limit=101, limit", "limit=-1, limit", "limit=1.5, limit", "limit=ten, limit",
            "limit=, limit",
            "limit=99999999999999999999, limit", "limit=٣, limit",
            "status=paid, status", "status=, status", "status=LOST, status",
            "customerId=, customerId", "customerId=a b, customerId", "customerId=$ne, customerId",
            "createdFrom=yesterday, createdFrom", "createdFrom=2026-01-31, createdFrom",
            "createdFrom=2026-01-31T12:00Z, createdFrom", "createdFrom=2026-01-31T12:00:00, createdFrom",
            "createdFrom=2026-02-30T12:00:00Z, createdFrom", "createdFrom=+12026-01-01T00:00:00Z, createdFrom",
            "createdFrom=2026-01-31T12:00:00 02:00, createdFrom", "createdTo=2026-01-31T25:00:00Z, createdTo",
            "createdTo=1769860800, createdTo",
            "createdFrom=2026-01-31T12:00:00Z&createdTo=2026-01-31T11:59:59Z, createdTo",
            "createdBy=someone, createdBy", "Status=PAID, Status", "page=2, page", "status[$ne]=PAID, status[$ne]",
            "limit=5&limit=5, limit", "cursor=a&cursor=b, cursor", "status=PAID&status=PAID, status"})
    void names(String query, String wrongParameter) {
        assertThat(parse(query)).isInstanceOfSatisfying(ListRequest.Invalid.class,
                invalid -> assertThat(invalid.errors()).extracting(Problem.ParameterError::parameter)
                        .containsExactly(wrongParameter));
    }

    @Test
    void namesEverythingThatIsWrongAtOnceAndWhy() {
        assertThat(parse("limit=0&sort=asc&status=PAID&status=PLACED&customerId=!"))
                .isEqualTo(new ListRequest.Invalid(List.of(
                        new Problem.ParameterError("sort", "is not a parameter of this list"),
                        new Problem.ParameterError("status", "must be given only once"),
                        new Problem.ParameterError("customerId", "must be 1 to 64 letters, digits, '_' or '-'"),
                        new Problem.ParameterError("limit", "must be a whole number from 1 to 100"))));
    }

    @Test
    void linkToTheNextPageAsksForTheSameList() {
        ListRequest.Valid request = new ListRequest.Valid(
                new OrderFilter(null, OrderStatus.PAID, new CustomerId("c_1"), NOON, NOON.plusMillis(1)), 5, null);

        String link = request.next("abc");

        assertThat(link).isEqualTo("/v1/orders?status=PAID&customerId=c_1&createdFrom=2026-01-31T12:00:00Z"
                + "&createdTo=2026-01-31T12:00:00.001Z&limit=5&cursor=abc");
        assertThat(parse(link.substring(link.indexOf('?') + 1)))
                .isEqualTo(new ListRequest.Valid(request.filter(), 5, "abc"));
    }

    private static ListRequest parse(String query) {
        Map<String, String[]> parameters = new HashMap<>();
        for (String pair : query.isEmpty() ? new String[0] : query.split("&")) {
            String[] parts = pair.split("=", 2);
            parameters.merge(parts[0], new String[]{parts[1]},
                    (first, second) -> Stream.of(first, second).flatMap(Stream::of).toArray(String[]::new));
        }
        return ListParameters.parse(parameters);
    }
}
