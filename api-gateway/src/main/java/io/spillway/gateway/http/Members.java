package io.spillway.gateway.http;

import java.math.BigDecimal;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongFunction;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The members of one JSON object in a body. Every reading method gives the member's value, or null after it reported what
 * is wrong with it.
 */
final class Members {

    private final JsonNode object;
    private final Pointer at;
    private final Violations violations;

    private Members(JsonNode object, Pointer at, Violations violations) {
        this.object = object;
        this.at = at;
        this.violations = violations;
    }

    /**
     * The members of {@code node}, after reporting those that may not be there; null when it is no object.
     *
     * @param allowed  the members that a caller may send
     * @param readOnly members that exist but are never sent
     */
    static @Nullable Members of(JsonNode node, Pointer at, Set<String> allowed, Set<String> readOnly,
            Violations violations) {
        if (!node.isObject()) {
            violations.add(at, "must be an object");
            return null;
        }
        for (String name : node.propertyNames()) {
            if (readOnly.contains(name)) {
                violations.add(at.member(name), "is read-only");
            } else if (!allowed.contains(name)) {
                violations.add(at.member(name), "is not a known property");
            }
        }
        return new Members(node, at, violations);
    }

    Pointer pointer(String name) {
        return at.member(name);
    }

    boolean has(String name) {
        return object.has(name);
    }

    boolean isNull(String name) {
        JsonNode value = object.get(name);
        return value != null && value.isNull();
    }

    /** The member as it is; null, and reported as missing, when it is not there. */
    @Nullable
    JsonNode required(String name) {
        JsonNode value = object.get(name);
        if (value == null) {
            violations.add(pointer(name), "is required");
        }
        return value;
    }

    <T> @Nullable T text(String name, Function<String, T> check) {
        JsonNode value = required(name);
        if (value == null) {
            return null;
        }
        if (!value.isString()) {
            violations.add(pointer(name), "must be a string");
            return null;
        }
        return violations.check(pointer(name), () -> check.apply(value.stringValue()));
    }

    /** A whole number: {@code 3}, and {@code 3.0} too, which JSON does not tell apart from it (RFC 8259 §6). */
    <T> @Nullable T wholeNumber(String name, LongFunction<T> check) {
        JsonNode value = required(name);
        if (value == null) {
            return null;
        }
        if (!value.isNumber() || !isWhole(value.decimalValue())) {
            violations.add(pointer(name), "must be a whole number");
            return null;
        }
        return violations.check(pointer(name), () -> check.apply(clamp(value.decimalValue())));
    }

    @Nullable
    JsonNode array(String name) {
        JsonNode value = required(name);
        if (value != null && !value.isArray()) {
            violations.add(pointer(name), "must be an array");
            return null;
        }
        return value;
    }

    private static boolean isWhole(BigDecimal number) {
        return number.signum() == 0 || number.scale() <= 0 || number.stripTrailingZeros().scale() <= 0;
    }

    /** Saturates, so that numbers beyond a long fail the same range checks. Never expands 1e1000000000. */
    private static long clamp(BigDecimal whole) {
        if (whole.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            return Long.MAX_VALUE;
        }
        if (whole.compareTo(BigDecimal.valueOf(Long.MIN_VALUE)) < 0) {
            return Long.MIN_VALUE;
        }
        return whole.longValue();
    }
}
