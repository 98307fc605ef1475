package io.spillway.gateway.http;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Ends a request with a problem. Carries no stack: it is an answer, not a fault. */
final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Problem problem;
    private final String detail;
    private final transient List<Violation> violations;
    private final transient Map<String, String> headers;

    private ProblemException(Problem problem, String detail, List<Violation> violations, Map<String, String> headers) {
        super(problem.code() + ": " + detail, null, false, false);
        this.problem = problem;
        this.detail = detail;
        this.violations = List.copyOf(violations);
        this.headers = Map.copyOf(headers);
    }

    static ProblemException of(Problem problem, String detail) {
        return new ProblemException(problem, detail, List.of(), Map.of());
    }

    static ProblemException retryLater(Problem problem, String detail, Duration retryAfter) {
        // whole seconds, and never 0: that would invite a storm
        long seconds = Math.max(1, retryAfter.plusMillis(999).toSeconds());
        return new ProblemException(problem, detail, List.of(), Map.of("Retry-After", Long.toString(seconds)));
    }

    /** @param challenge what the caller must prove, and how (RFC 9110 §11.6.1) */
    static ProblemException challenging(Problem problem, String detail, String challenge) {
        return new ProblemException(problem, detail, List.of(), Map.of("WWW-Authenticate", challenge));
    }

    static ProblemException with(Problem problem, String detail, Map<String, String> headers) {
        return new ProblemException(problem, detail, List.of(), headers);
    }

    static ProblemException invalid(List<Violation> violations) {
        return new ProblemException(Problem.INVALID_REQUEST,
                "The body breaks the rules listed in errors; nothing was done.", violations, Map.of());
    }

    Problem problem() {
        return problem;
    }

    String detail() {
        return detail;
    }

    List<Violation> violations() {
        return violations;
    }

    Map<String, String> headers() {
        return headers;
    }
}
