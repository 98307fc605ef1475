package io.spillway.gateway.http;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import io.spillway.contract.order.InvalidValueException;
import io.spillway.contract.order.OrderId;
import io.spillway.contract.order.UserId;
import io.spillway.gateway.core.IdempotencyKey;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Reads {@code Idempotency-Key} (draft-ietf-httpapi-idempotency-key-header, an Item of RFC 9651 that is a String). Many
 * callers send the bare word, which is taken for the same key. A key that cannot be used is refused: whoever sends one
 * relies on it.
 */
final class IdempotencyKeys {

    private static final String NAME = "Idempotency-Key";
    private static final String ORDERS = "/v1/orders";
    /** RFC 9651 §3.3.3. */
    private static final Pattern QUOTED = Pattern.compile("\"((?:[ -~&&[^\"\\\\]]|\\\\[\"\\\\])*)\"");

    private IdempotencyKeys() {}

    /** The key of a write to the list of orders. */
    static Optional<IdempotencyKey> ofOrders(HttpServletRequest request, UserId user) {
        return of(request, user, ORDERS);
    }

    /** The key of a write to that order, however its id was spelled in the path. */
    static Optional<IdempotencyKey> ofOrder(HttpServletRequest request, UserId user, OrderId order) {
        return of(request, user, ORDERS + "/" + order);
    }

    private static Optional<IdempotencyKey> of(HttpServletRequest request, UserId user, String path) {
        List<String> fields = Collections.list(request.getHeaders(NAME));
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        if (fields.size() > 1) {
            throw invalid("There can be only one.");
        }
        try {
            return Optional.of(new IdempotencyKey(user, request.getMethod(), path, unquoted(fields.getFirst())));
        } catch (InvalidValueException unusable) {
            throw invalid("It " + unusable.getMessage() + ", quoted or not.");
        }
    }

    private static String unquoted(String field) {
        String value = field.strip();
        if (!value.startsWith("\"")) {
            return value;
        }
        var quoted = QUOTED.matcher(value);
        if (!quoted.matches()) {
            throw invalid("It begins with a quote, and is no quoted string without parameters.");
        }
        return quoted.group(1).replaceAll("\\\\(.)", "$1");
    }

    private static ProblemException invalid(String detail) {
        return ProblemException.of(Problem.INVALID_IDEMPOTENCY_KEY, detail + " Nothing was done.");
    }
}
