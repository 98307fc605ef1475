package io.spillway.gateway.http;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import io.spillway.contract.command.CommandKind;
import io.spillway.contract.order.Order;
import io.spillway.contract.outcome.CommandOutcome;
import io.spillway.contract.outcome.Outcome;
import io.spillway.contract.outcome.RefusalCode;
import io.spillway.gateway.core.Acceptance;
import io.spillway.gateway.core.Operation;
import io.spillway.gateway.core.Submission;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** What a caller is told of a write: that it was accepted, or, when it waited, what really happened. */
final class WriteAnswers {

    private WriteAnswers() {}

    /** @param preference the caller's, applied only if the outcome came in time */
    static ResponseEntity<?> of(Submission.Sent submission, Optional<Preference> preference) {
        return switch (submission.acceptance()) {
            case Acceptance.Accepted yes -> preference
                    .flatMap(applied -> outcome(submission, applied))
                    .orElseGet(() -> accepted(submission));
            case Acceptance.NotAccepted no -> throw notAccepted(why(no.reason()), no.retryAfter());
            case Acceptance.AcceptanceUnknown unknown -> throw ProblemException.retryLater(Problem.ACCEPTANCE_UNKNOWN,
                    "The broker did not confirm the command in time. It will be applied once or never.",
                    unknown.retryAfter());
        };
    }

    private static ResponseEntity<?> accepted(Submission.Sent submission) {
        String href = OperationBody.href(submission.operation());
        return ResponseEntity.accepted()
                .header("Location", href)
                .header("Operation-Location", href)
                .header("Retry-After", "1")
                .body(OperationBody.of(new Operation.NotStarted(submission.operation())));
    }

    /** Empty when it has not come, or not with all that the answer needs: then the operation tells the rest. */
    private static Optional<ResponseEntity<?>> outcome(Submission.Sent submission, Preference applied) {
        CommandOutcome found = submission.outcome();
        if (found == null) {
            return Optional.empty();
        }
        return switch (found.outcome()) {
            case Outcome.Applied(long version) -> done(submission, found, version, applied);
            case Outcome.Rejected(RefusalCode code) -> throw ProblemException.with(Problem.of(code),
                    "The writer refused this when its turn came; nothing was changed.",
                    headers(submission, applied));
        };
    }

    private static Optional<ResponseEntity<?>> done(Submission.Sent submission, CommandOutcome found, long version,
            Preference applied) {
        CommandKind kind = submission.command().kind();
        Order order = found.order();
        if (order == null && kind != CommandKind.DELETE) {
            return Optional.empty();
        }
        ResponseEntity.BodyBuilder answer = switch (kind) {
            case CREATE -> ResponseEntity.created(URI.create("/v1/orders/" + submission.command().orderId()));
            case REPLACE, PATCH -> ResponseEntity.ok();
            case DELETE -> ResponseEntity.status(HttpStatus.NO_CONTENT);
        };
        headers(submission, applied).forEach(answer::header);
        // The body is the order itself, and not only a report of what was done (RFC 9110 §8.7)
        return Optional.of(order == null
                ? answer.build()
                : answer.header("Content-Location", "/v1/orders/" + order.id()).eTag("\"" + version + "\"")
                        .body(order));
    }

    private static Map<String, String> headers(Submission.Sent submission, Preference applied) {
        return Map.of("Preference-Applied", applied.applied(),
                "Operation-Location", OperationBody.href(submission.operation()));
    }

    /** @param why in a sentence */
    static ProblemException notAccepted(String why, Duration retryAfter) {
        return ProblemException.retryLater(Problem.NOT_ACCEPTED,
                why + " Nothing will come of this request; repeat it later.", retryAfter);
    }

    static String why(Acceptance.Reason reason) {
        return switch (reason) {
            case UNREACHABLE -> "The broker cannot be reached.";
            case BLOCKED -> "The broker is short of memory or disk and takes no commands.";
            case REFUSED -> "The broker refused the command, because its queue is full.";
            case UNROUTABLE -> "The broker has no queue for the command.";
            case BUSY -> "Too many commands are on their way already.";
            case STOPPING -> "This gateway is about to stop.";
        };
    }
}
