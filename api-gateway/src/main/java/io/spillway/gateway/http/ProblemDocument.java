package io.spillway.gateway.http;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * An error as callers get it (RFC 9457).
 *
 * @param instance the path that was asked for
 * @param traceId  finds the request in our logs; none where the problem belongs to an earlier request
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record ProblemDocument(String type, String title, int status, @Nullable String detail, @Nullable String instance,
        String code, @Nullable String traceId, List<Violation> errors) {

    static final String MEDIA_TYPE = "application/problem+json";

    static ProblemDocument of(Problem problem, @Nullable String detail, @Nullable String instance,
            @Nullable String traceId, List<Violation> errors) {
        return new ProblemDocument(problem.type(), problem.title(), problem.status(), detail, instance,
                problem.code(), traceId, errors);
    }
}
