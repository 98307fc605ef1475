package io.spillway.orders.http;

import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Makes problem documents out of what went wrong with a request. */
final class ProblemResponses {

    private ProblemResponses() {}

    static ResponseEntity<Problem> of(HttpServletRequest request, ProblemCode code, String detail) {
        return respond(problem(request, code, code.status(), detail), HttpHeaders.EMPTY);
    }

    static ResponseEntity<Problem> of(HttpServletRequest request, ProblemCode code, String detail,
            HttpHeaders headers) {
        return respond(problem(request, code, code.status(), detail), headers);
    }

    static ResponseEntity<Problem> ofParameters(HttpServletRequest request, List<Problem.ParameterError> errors) {
        ProblemCode code = ProblemCode.INVALID_PARAMETER;
        String detail = "The errors say which and why.";
        return respond(problem(request, code, code.status(), detail).with(errors), HttpHeaders.EMPTY);
    }

    /** For an error of which only the status is known. */
    static Problem ofStatus(HttpServletRequest request, int status) {
        ProblemCode code = ProblemCode.ofStatus(status);
        String detail = switch (code) {
            case NOT_FOUND -> "No resource has this path.";
            case METHOD_NOT_ALLOWED -> "The Allow header lists the methods of this resource.";
            case NOT_ACCEPTABLE -> "This resource is application/json.";
            case INTERNAL_ERROR -> "The traceId helps us find out what happened.";
            default -> null;
        };
        return problem(request, code, status, detail);
    }

    static ResponseEntity<Problem> respond(Problem problem, HttpHeaders headers) {
        return ResponseEntity.status(problem.status())
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                // Caches may keep a 404 on their own account, but the order can be there a moment later.
                .cacheControl(CacheControl.noStore())
                .body(problem);
    }

    private static Problem problem(HttpServletRequest request, ProblemCode code, int status,
            @Nullable String detail) {
        return Problem.of(code, status, detail, request.getRequestURI(), TraceId.of(request));
    }
}
