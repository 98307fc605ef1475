package io.spillway.orders.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

import io.spillway.contract.order.CustomerId;
import io.spillway.contract.order.InvalidValueException;
import io.spillway.contract.order.OrderStatus;
import io.spillway.orders.core.OrderFilter;
import io.spillway.orders.core.OrderQuery;

/** The query parameters of {@code GET /v1/orders}: their names and what they may hold. */
final class ListParameters {

    static final String STATUS = "status";
    static final String CUSTOMER_ID = "customerId";
    static final String CREATED_FROM = "createdFrom";
    static final String CREATED_TO = "createdTo";
    static final String LIMIT = "limit";
    static final String CURSOR = "cursor";

    private static final Set<String> KNOWN = Set.of(STATUS, CUSTOMER_ID, CREATED_FROM, CREATED_TO, LIMIT, CURSOR);

    // §5.6, stricter than what Java reads: with seconds, and four digits for a year.
    private static final Pattern RFC_3339 = Pattern.compile(
            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?(?:Z|[+-]\\d\\d:\\d\\d)",
            Pattern.CASE_INSENSITIVE);

    private ListParameters() {}

    static ListRequest parse(Map<String, String[]> query) {
        QueryParameters parameters = new QueryParameters(query, KNOWN);
        OrderStatus status = parameters.read(STATUS, ListParameters::status);
        CustomerId customerId = parameters.read(CUSTOMER_ID, CustomerId::new);
        Instant createdFrom = parameters.read(CREATED_FROM, ListParameters::instant);
        // createdTo makes the filter, so that a range upside down is told as this parameter's fault.
        OrderFilter upToCreatedTo = parameters.read(CREATED_TO,
                to -> new OrderFilter(null, status, customerId, createdFrom, instant(to)));
        Integer limit = parameters.read(LIMIT, ListParameters::limit);
        String cursor = parameters.read(CURSOR, token -> token);
        if (!parameters.errors().isEmpty()) {
            return new ListRequest.Invalid(parameters.errors());
        }
        OrderFilter filter = Objects.requireNonNullElseGet(upToCreatedTo,
                () -> new OrderFilter(null, status, customerId, createdFrom, null));
        return new ListRequest.Valid(filter, Objects.requireNonNullElse(limit, OrderQuery.DEFAULT_LIMIT), cursor);
    }

    private static OrderStatus status(String value) {
        return Arrays.stream(OrderStatus.values())
                .filter(status -> status.name().equals(value))
                .findFirst()
                .orElseThrow(() -> new InvalidValueException(
                        "must be one of PLACED, PAID, SHIPPED, DELIVERED, CANCELLED"));
    }

    private static Instant instant(String value) {
        if (!RFC_3339.matcher(value).matches()) {
            throw noInstant();
        }
        try {
            return Instant.parse(value);
        } catch (DateTimeException noSuchDay) {
            throw noInstant();
        }
    }

    private static InvalidValueException noInstant() {
        return new InvalidValueException(
                "must be an RFC 3339 instant, such as 2026-01-31T12:00:00Z; a '+' in it must be percent-encoded");
    }

    private static int limit(String value) {
        // No more digits than the largest has, so that parsing cannot fail.
        return OrderQuery.checkLimit(value.matches("[0-9]{1,3}") ? Integer.parseInt(value) : 0);
    }
}
