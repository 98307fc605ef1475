package io.spillway.gateway.http;

import java.io.IOException;
import java.util.List;

import io.spillway.gateway.core.TraceContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes problems straight to the response, whoever found them: a controller, a filter, or the web server itself before
 * any of ours ran. What a caller accepts is not asked: an error nobody can read helps less than one of another type.
 */
final class ProblemWriter {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ProblemWriter() {}

    static void write(HttpServletRequest request, HttpServletResponse response, ProblemException problem)
            throws IOException {
        problem.headers().forEach(response::setHeader);
        write(request, response, problem.problem(), problem.detail(), problem.violations());
    }

    static void write(HttpServletRequest request, HttpServletResponse response, Problem problem,
            @Nullable String detail) throws IOException {
        write(request, response, problem, detail, List.of());
    }

    private static void write(HttpServletRequest request, HttpServletResponse response, Problem problem,
            @Nullable String detail, List<Violation> violations) throws IOException {
        TraceContext trace = TraceFilter.of(request);
        byte[] body = JSON.writeValueAsBytes(
                ProblemDocument.of(problem, detail, askedFor(request), trace.traceId(), violations));
        response.setStatus(problem.status());
        response.setContentType(ProblemDocument.MEDIA_TYPE);
        response.setHeader("Cache-Control", "no-store");
        // here too, because some problems are found before the filter that sets the headers of security
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static @Nullable String askedFor(HttpServletRequest request) {
        Object forwardedFrom = request.getAttribute("jakarta.servlet.error.request_uri");
        return forwardedFrom instanceof String path ? path : request.getRequestURI();
    }
}
