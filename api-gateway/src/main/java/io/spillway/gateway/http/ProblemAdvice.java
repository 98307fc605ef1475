package io.spillway.gateway.http;

import java.io.IOException;
import java.time.Duration;

import io.spillway.gateway.core.deadletter.DeadLettersUnavailableException;
import io.spillway.gateway.core.identity.AccountsUnavailableException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Turns everything that is thrown while a request is handled into a problem document. */
@RestControllerAdvice
final class ProblemAdvice {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);
    private static final Duration RETRY = Duration.ofSeconds(2);

    @ExceptionHandler
    void handle(Exception thrown, HttpServletRequest request, HttpServletResponse response) throws Exception {
        if (response.isCommitted()) {
            if (thrown instanceof HttpMessageNotReadableException) {
                return; // Tomcat found the body's framing broken, and has answered
            }
            throw thrown; // half an answer is out: the connection must end, so that nobody takes it for a whole one
        }
        response.resetBuffer();
        switch (thrown) {
            case ProblemException problem -> ProblemWriter.write(request, response, problem);
            case AccountsUnavailableException notNow -> ProblemWriter.write(request, response,
                    ProblemException.retryLater(Problem.ACCOUNTS_UNAVAILABLE,
                            "Accounts cannot be looked up or changed now. Requests with a good token are not affected.",
                            RETRY));
            case DeadLettersUnavailableException notNow -> ProblemWriter.write(request, response, deadLetters(notNow));
            case HttpMessageNotReadableException unreadable -> ProblemWriter.write(request, response,
                    Problem.BAD_REQUEST, "The body could not be read to its end.");
            case InvalidParameterException undecodable -> ProblemWriter.write(request, response, Problem.BAD_REQUEST,
                    "The query is not encoded as a URI wants it.");
            // which Spring itself cannot hold, where it looks at the headers of a request without a body
            case IllegalArgumentException refused when hasWildcardType(request) -> ProblemWriter.write(request,
                    response, Problem.BAD_REQUEST, "The Content-Type of a request has no wildcards.");
            case ErrorResponse known -> framework(known, request, response);
            default -> unexpected(thrown, request, response);
        }
    }

    private static boolean hasWildcardType(HttpServletRequest request) {
        return String.valueOf(request.getContentType()).contains("*");
    }

    private static ProblemException deadLetters(DeadLettersUnavailableException notNow) {
        return switch (notNow.why()) {
            case BUSY -> ProblemException.retryLater(Problem.DEAD_LETTERS_BUSY,
                    "They are handled by one request at a time, here or at another gateway, and one is at it.", RETRY);
            case UNREACHABLE -> ProblemException.retryLater(Problem.DEAD_LETTERS_UNAVAILABLE,
                    "The broker does not answer. Look at the list before you repeat this: part of it may be done.",
                    RETRY);
        };
    }

    private static void framework(ErrorResponse known, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        FrameworkHeaders.of(known, request).forEach(response::setHeader);
        Problem problem = Problem.ofStatus(known.getStatusCode().value());
        ProblemWriter.write(request, response, problem, FrameworkDetails.of(problem));
    }

    private static void unexpected(Exception thrown, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), thrown);
        ProblemWriter.write(request, response, Problem.INTERNAL_ERROR, FrameworkDetails.of(Problem.INTERNAL_ERROR));
    }
}
