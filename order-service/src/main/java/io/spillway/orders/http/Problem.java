package io.spillway.orders.http;

import java.net.URI;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/**
 * An error as callers see it (RFC 9457). Nothing internal belongs in it.
 *
 * @param instance the path that was asked for; null when the request had none that could be read
 * @param traceId  finds the request in the logs
 * @param errors   for wrong parameters, each of them
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"type", "title", "status", "detail", "instance", "code", "traceId", "errors"})
record Problem(URI type, String title, int status, @Nullable String detail, @Nullable String instance, ProblemCode code,
        String traceId, @Nullable List<ParameterError> errors) {

    /** @param detail a sentence for whoever sent the parameter */
    record ParameterError(String parameter, String detail) {}

    static Problem of(ProblemCode code, int status, @Nullable String detail, @Nullable String instance,
            String traceId) {
        return new Problem(code.type(), code.title(), status, detail, instance, code, traceId, null);
    }

    Problem with(List<ParameterError> newErrors) {
        return new Problem(type, title, status, detail, instance, code, traceId, List.copyOf(newErrors));
    }
}
