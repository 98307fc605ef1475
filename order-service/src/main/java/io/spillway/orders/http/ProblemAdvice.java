package io.spillway.orders.http;

import java.util.Set;

import io.spillway.orders.core.CallerUnknownException;
import io.spillway.orders.core.StoreUnavailableException;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.util.DisconnectedClientHelper;

/** Turns what was thrown while a request was answered into a problem document. */
@RestControllerAdvice
final class ProblemAdvice {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);
    private static final String RETRY_AFTER_SECONDS = "2";
    private static final String RETRY_LATER = "The Retry-After header says when to try again.";

    /** The challenges are those of RFC 6750 §3. */
    @ExceptionHandler
    ResponseEntity<Problem> callerUnknown(CallerUnknownException unknown, HttpServletRequest request) {
        return switch (unknown.reason()) {
            case NO_CREDENTIALS -> ProblemResponses.of(request, ProblemCode.UNAUTHENTICATED,
                    "Send an access token as Authorization: Bearer, and its consumer key as ConsumerKey.",
                    header(HttpHeaders.WWW_AUTHENTICATE, "Bearer"));
            case MALFORMED_CREDENTIALS -> ProblemResponses.of(request, ProblemCode.INVALID_CREDENTIALS_REQUEST,
                    "Send one Authorization header, Bearer and the access token, and one ConsumerKey header.",
                    header(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_request\""));
            case INVALID_TOKEN -> ProblemResponses.of(request, ProblemCode.INVALID_TOKEN,
                    "The access token is not valid here, has expired, or does not belong to this consumer key.",
                    header(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\""));
            case KEYS_UNAVAILABLE -> ProblemResponses.of(request, ProblemCode.KEYS_UNAVAILABLE, RETRY_LATER,
                    header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS));
        };
    }

    /** What the firewall finds only when somebody looks at it, such as the name of a parameter. */
    @ExceptionHandler
    ResponseEntity<Problem> rejected(RequestRejectedException rejected, HttpServletRequest request) {
        return ProblemResponses.respond(
                ProblemResponses.ofStatus(request, HttpStatus.BAD_REQUEST.value()), HttpHeaders.EMPTY);
    }

    @ExceptionHandler
    ResponseEntity<Problem> storeUnavailable(StoreUnavailableException unavailable, HttpServletRequest request) {
        // Without the stack: an outage throws one for every request.
        LOG.warn("Answering 503: {}", String.valueOf(unavailable.getCause()));
        return ProblemResponses.of(request, ProblemCode.STORE_UNAVAILABLE, RETRY_LATER,
                header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS));
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

    private static HttpHeaders header(String name, String value) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(name, value);
        return headers;
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
