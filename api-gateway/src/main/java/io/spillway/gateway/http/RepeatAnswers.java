package io.spillway.gateway.http;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.spillway.contract.command.CommandKind;
import io.spillway.contract.outcome.Outcome;
import io.spillway.contract.outcome.RefusalCode;
import io.spillway.gateway.core.Operation;
import io.spillway.gateway.core.OrderReads;
import io.spillway.gateway.core.Submission;
import io.spillway.gateway.core.TraceContext;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/**
 * What a caller is told of a write whose outcome was recorded before: status and {@code Location} as the first time, the body
 * as things are now.
 */
@Component
final class RepeatAnswers {

    static final String REPLAYED = "Idempotent-Replayed";

    private final OrderReads orders;

    RepeatAnswers(OrderReads orders) {
        this.orders = orders;
    }

    ResponseEntity<?> of(Submission.Repeated repeated, Optional<Preference> preference, TraceContext trace) {
        return preference.flatMap(applied -> outcome(repeated, applied, trace)).orElseGet(() -> accepted(repeated));
    }

    /** The key stands for another request. */
    static ProblemException refusal(Submission.KeyReused reused, Optional<Preference> preference) {
        return ProblemException.with(Problem.IDEMPOTENCY_KEY_REUSED,
                "Another body or another condition was sent with this key before; nothing was done.",
                headers(reused, preference));
    }

    private static ResponseEntity<?> accepted(Submission.Repeated repeated) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.accepted().header(REPLAYED, "true")
                .header("Location", OperationBody.href(repeated.operation()));
        headers(repeated, Optional.empty()).forEach(answer::header);
        return answer.body(operation(repeated));
    }

    static OperationBody operation(Submission.Repeated repeated) {
        return OperationBody.of(Operation.recorded(repeated.operation(), repeated.first()));
    }

    /** Empty when there is no order to show, for now or any more: then the operation tells the rest. */
    private Optional<ResponseEntity<?>> outcome(Submission.Repeated repeated, Preference applied, TraceContext trace) {
        Map<String, String> headers = headers(repeated, Optional.of(applied));
        headers.put(REPLAYED, "true");
        return switch (repeated.first().outcome()) {
            case Outcome.Rejected(RefusalCode code) -> throw ProblemException.with(Problem.of(code),
                    "This was refused when it was sent for the first time; nothing was changed.", headers);
            case Outcome.Applied done -> {
                if (repeated.command().kind() == CommandKind.DELETE) {
                    ResponseEntity.HeadersBuilder<?> answer = ResponseEntity.noContent();
                    headers.forEach(answer::header);
                    yield Optional.of(answer.build());
                }
                yield orders.one(repeated.command().orderId(), Map.of("Accept", "application/json"), trace)
                        .filter(order -> order.status() == HttpStatus.OK.value())
                        .map(order -> current(repeated, order, headers));
            }
        };
    }

    private static ResponseEntity<?> current(Submission.Repeated repeated, OrderReads.Reply order,
            Map<String, String> headers) {
        ResponseEntity.BodyBuilder answer = repeated.command().kind() == CommandKind.CREATE
                ? ResponseEntity.created(URI.create("/v1/orders/" + repeated.command().orderId()))
                : ResponseEntity.ok();
        headers.forEach(answer::header);
        order.headers().getOrDefault("etag", List.of()).forEach(answer::eTag);
        answer.header("Content-Location", "/v1/orders/" + repeated.command().orderId());
        return answer.contentType(MediaType.APPLICATION_JSON).body(order.body());
    }

    private static Map<String, String> headers(Submission submission, Optional<Preference> applied) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Operation-Location", OperationBody.href(submission.operation()));
        applied.ifPresent(preference -> headers.put("Preference-Applied", preference.applied()));
        return headers;
    }
}
