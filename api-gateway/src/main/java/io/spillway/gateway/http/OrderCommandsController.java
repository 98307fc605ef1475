package io.spillway.gateway.http;

import java.time.Duration;
import java.util.List;

import io.spillway.contract.order.OrderContent;
import io.spillway.contract.order.OrderId;
import io.spillway.gateway.core.Acceptance;
import io.spillway.gateway.core.CurrentUser;
import io.spillway.gateway.core.Operation;
import io.spillway.gateway.core.RequestContext;
import io.spillway.gateway.core.Submission;
import io.spillway.gateway.core.SubmitCommand;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpEntity;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Writes: each is checked, published as a command, and answered with 202 once the broker has it. */
@RestController
@RequestMapping(path = "/v1/orders", produces = MediaType.APPLICATION_JSON_VALUE)
final class OrderCommandsController {

    private static final String MERGE_PATCH = "application/merge-patch+json";
    private static final Duration RETRY_UNKNOWN = Duration.ofSeconds(1);

    private final SubmitCommand submit;
    private final CurrentUser user;

    OrderCommandsController(SubmitCommand submit, CurrentUser user) {
        this.submit = submit;
        this.user = user;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<OperationBody> create(HttpEntity<byte[]> body, HttpServletRequest request) {
        Preconditions.refuse(request);
        return answer(submit.create(OrderBodies.content(JsonBody.parse(body)), context(request, null)));
    }

    /** With {@code If-None-Match: *} it creates, under the caller's own id. */
    @PutMapping(path = "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<OperationBody> replace(@PathVariable String id, HttpEntity<byte[]> body,
            HttpServletRequest request) {
        Preconditions preconditions = Preconditions.of(request);
        OrderId order = OrderIds.parse(id);
        OrderContent content = OrderBodies.content(JsonBody.parse(body));
        return answer(preconditions.wantsAbsence()
                ? submit.create(order, content, context(request, null))
                : submit.replace(order, content, context(request, preconditions.versions())));
    }

    @PatchMapping(path = "/{id}", consumes = MERGE_PATCH)
    ResponseEntity<OperationBody> patch(@PathVariable String id, HttpEntity<byte[]> body, HttpServletRequest request) {
        RequestContext context = context(request, Preconditions.of(request).onlyVersions());
        return answer(submit.patch(OrderIds.parse(id), OrderBodies.patch(JsonBody.parse(body)), context));
    }

    @DeleteMapping(path = "/{id}")
    ResponseEntity<OperationBody> delete(@PathVariable String id, HttpServletRequest request) {
        RequestContext context = context(request, Preconditions.of(request).onlyVersions());
        return answer(submit.delete(OrderIds.parse(id), context));
    }

    private RequestContext context(HttpServletRequest request, @Nullable List<Long> expectedVersions) {
        return new RequestContext(user.actor(), expectedVersions, TraceFilter.of(request));
    }

    private static ResponseEntity<OperationBody> answer(Submission submission) {
        return switch (submission.acceptance()) {
            case Acceptance.Accepted yes -> accepted(submission);
            case Acceptance.NotAccepted no -> throw ProblemException.retryLater(Problem.NOT_ACCEPTED,
                    why(no.reason()) + " Nothing will come of this request; repeat it later.", no.retryAfter());
            case Acceptance.AcceptanceUnknown unknown -> throw ProblemException.retryLater(Problem.ACCEPTANCE_UNKNOWN,
                    "The broker did not confirm the command in time. It will be applied once or never.",
                    RETRY_UNKNOWN);
        };
    }

    private static ResponseEntity<OperationBody> accepted(Submission submission) {
        String href = OperationBody.href(submission.operation());
        return ResponseEntity.accepted()
                .header("Location", href)
                .header("Operation-Location", href)
                .header("Retry-After", "1")
                .body(OperationBody.of(new Operation.NotStarted(submission.operation())));
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
