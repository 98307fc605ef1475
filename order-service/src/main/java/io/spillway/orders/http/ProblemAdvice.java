package io.spillway.orders.http;

import java.util.Set;

import io.spillway.orders.core.StoreUnavailableException;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.util.DisconnectedClientHelper;

/** Turns what was thrown while a request was answered into a problem document. */
@RestControllerAdvice
final class ProblemAdvice {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);
    private static final String RETRY_AFTER_SECONDS = "2";

    @ExceptionHandler
    ResponseEntity<Problem> storeUnavailable(StoreUnavailableException unavailable, HttpServletRequest request) {
        // Without the stack: an outage throws one for every request.
        LOG.warn("Answering 503: {}", String.valueOf(unavailable.getCause()));
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        return ProblemResponses.of(request, ProblemCode.STORE_UNAVAILABLE,
                "The Retry-After header says when to try again.", headers);
    }

    /** Null when nobody is left to read an answer. */
    @ExceptionHandler
    @Nullable
    ResponseEntity<Problem> anythingElse(Exception exception, HttpServletRequest request) {
        if (DisconnectedClientHelper.isClientDisconnectedException(exception)) {
            return null;
        }
        if (exception instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
            return ProblemResponses.respond(
                    ProblemResponses.ofStatus(request, known.getStatusCode().value()), headers(known));
        }
        LOG.error("Answering 500 to {} {}", request.getMethod(), request.getRequestURI(), exception);
        return ProblemResponses.respond(
                ProblemResponses.ofStatus(request, HttpStatus.INTERNAL_SERVER_ERROR.value()), HttpHeaders.EMPTY);
    }

    /** Spring lists the mapped methods, and leaves out those it serves on top of GET. */
    private static HttpHeaders headers(ErrorResponse known) {
        HttpHeaders headers = HttpHeaders.copyOf(known.getHeaders());
        if (headers.getAllow().contains(HttpMethod.GET)) {
            headers.setAllow(Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS));
        }
        return headers;
    }
}
