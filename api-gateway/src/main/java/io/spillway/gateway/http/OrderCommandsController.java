package io.spillway.gateway.http;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import io.spillway.contract.order.OrderContent;
import io.spillway.contract.order.OrderId;
import io.spillway.contract.order.OrderPatch;
import io.spillway.gateway.core.CurrentUser;
import io.spillway.gateway.core.IdempotencyKey;
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

/**
 * Writes: each is checked, published as a command, and answered with 202 once the broker has it, or, for a caller who waits,
 * with what really happened. One that was sent before, with the same {@code Idempotency-Key}, is answered as it was then.
 */
@RestController
@RequestMapping(path = "/v1/orders", produces = MediaType.APPLICATION_JSON_VALUE)
final class OrderCommandsController {

    private static final String MERGE_PATCH = "application/merge-patch+json";

    private final SubmitCommand submit;
    private final RepeatAnswers repeats;
    private final CurrentUser user;

    OrderCommandsController(SubmitCommand submit, RepeatAnswers repeats, CurrentUser user) {
        this.submit = submit;
        this.repeats = repeats;
        this.user = user;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> create(HttpEntity<byte[]> body, HttpServletRequest request) {
        Preconditions.refuse(request);
        OrderContent content = OrderBodies.content(JsonBody.parse(body));
        return answer(request, IdempotencyKeys.ofOrders(request, user.actor().user()), null,
                context -> submit.create(content, context));
    }

    /** With {@code If-None-Match: *} it creates, under the caller's own id. */
    @PutMapping(path = "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> replace(@PathVariable String id, HttpEntity<byte[]> body,
            HttpServletRequest request) {
        Preconditions preconditions = Preconditions.of(request);
        OrderId order = OrderIds.parse(id);
        OrderContent content = OrderBodies.content(JsonBody.parse(body));
        return preconditions.wantsAbsence()
                ? answer(request, key(request, order), null, context -> submit.create(order, content, context))
                : answer(request, key(request, order), preconditions.versions(),
                        context -> submit.replace(order, content, context));
    }

    @PatchMapping(path = "/{id}", consumes = MERGE_PATCH)
    ResponseEntity<?> patch(@PathVariable String id, HttpEntity<byte[]> body, HttpServletRequest request) {
        List<Long> versions = Preconditions.of(request).onlyVersions();
        OrderId order = OrderIds.parse(id);
        OrderPatch patch = OrderBodies.patch(JsonBody.parse(body));
        return answer(request, key(request, order), versions, context -> submit.patch(order, patch, context));
    }

    @DeleteMapping(path = "/{id}")
    ResponseEntity<?> delete(@PathVariable String id, HttpServletRequest request) {
        List<Long> versions = Preconditions.of(request).onlyVersions();
        OrderId order = OrderIds.parse(id);
        return answer(request, key(request, order), versions, context -> submit.delete(order, context));
    }

    private Optional<IdempotencyKey> key(HttpServletRequest request, OrderId order) {
        return IdempotencyKeys.ofOrder(request, user.actor().user(), order);
    }

    private ResponseEntity<?> answer(HttpServletRequest request, Optional<IdempotencyKey> key,
            @Nullable List<Long> expectedVersions, Function<RequestContext, Submission> write) {
        Optional<Preference> preference = Preference.of(request);
        Submission submission = write.apply(new RequestContext(user.actor(), expectedVersions,
                preference.map(Preference::patience).orElse(Duration.ZERO), TraceFilter.of(request), key.orElse(null)));
        return switch (submission) {
            case Submission.Sent sent -> WriteAnswers.of(sent, preference);
            case Submission.Repeated repeated -> repeats.of(repeated, preference, TraceFilter.of(request));
            case Submission.KeyReused reused -> throw RepeatAnswers.refusal(reused, preference);
        };
    }
}
