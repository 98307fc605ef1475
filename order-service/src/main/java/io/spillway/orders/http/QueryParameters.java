package io.spillway.orders.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

import io.spillway.contract.order.InvalidValueException;
import org.jspecify.annotations.Nullable;

/** The query of one request, read strictly: each parameter is known, given once, and has a value that exists. */
final class QueryParameters {

    private final Map<String, String[]> given;
    private final List<Problem.ParameterError> errors = new ArrayList<>();

    QueryParameters(Map<String, String[]> given, Set<String> known) {
        this.given = new TreeMap<>(given);
        this.given.forEach((name, values) -> {
            if (!known.contains(name)) {
                reject(name, "is not a parameter of this list");
            } else if (values.length > 1) {
                reject(name, "must be given only once");
            }
        });
    }

    /**
     * Null when the parameter is absent or wrong; the latter is in {@link #errors()}.
     *
     * @param parse throws {@link InvalidValueException} with the rule that a wrong value breaks
     */
    <T> @Nullable T read(String name, Function<String, T> parse) {
        String[] values = given.get(name);
        if (values == null || values.length != 1) {
            return null;
        }
        try {
            return parse.apply(values[0]);
        } catch (InvalidValueException invalid) {
            reject(name, String.valueOf(invalid.getMessage()));
            return null;
        }
    }

    void reject(String name, String detail) {
        errors.add(new Problem.ParameterError(name, detail));
    }

    List<Problem.ParameterError> errors() {
        return errors;
    }
}
