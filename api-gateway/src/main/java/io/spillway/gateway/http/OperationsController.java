package io.spillway.gateway.http;

import java.time.Duration;
import java.util.Optional;

import io.spillway.gateway.core.CurrentUser;
import io.spillway.gateway.core.FindOperation;
import io.spillway.gateway.core.Operation;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What became of a write; with {@code Prefer: wait} not before there is something to tell, or the time is up. */
@RestController
final class OperationsController {

    private static final Duration RETRY = Duration.ofSeconds(2);

    private final FindOperation operations;
    private final CurrentUser user;

    OperationsController(FindOperation operations, CurrentUser user) {
        this.operations = operations;
        this.user = user;
    }

    @GetMapping(path = "/v1/operations/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<OperationBody> get(@PathVariable String id, HttpServletRequest request) {
        Optional<Preference> preference = Preference.of(request);
        Duration patience = preference.map(Preference::patience).orElse(Duration.ZERO);
        return switch (operations.find(id, user.actor(), TraceFilter.of(request), patience)) {
            case FindOperation.Answer.Known(Operation operation) -> answer(operation, preference);
            case FindOperation.Answer.NotFound none -> throw ProblemException.of(Problem.OPERATION_NOT_FOUND,
                    "No operation of yours has this id.");
            case FindOperation.Answer.Expired old -> throw ProblemException.of(Problem.OPERATION_EXPIRED,
                    "The outcomes of operations this old are not kept.");
            case FindOperation.Answer.Unavailable away -> throw ProblemException.retryLater(Problem.ORDERS_UNAVAILABLE,
                    "The service that knows outcomes does not answer. Writes are not affected.", RETRY);
        };
    }

    /** As with writes, a wait counts as honoured if it led to the outcome (RFC 7240 §3). */
    private static ResponseEntity<OperationBody> answer(Operation operation, Optional<Preference> preference) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok().cacheControl(CacheControl.noStore());
        if (operation instanceof Operation.NotStarted) {
            answer.header("Retry-After", "1");
        } else {
            preference.ifPresent(wait -> answer.header("Preference-Applied", wait.applied()));
        }
        return answer.body(OperationBody.of(operation));
    }
}
