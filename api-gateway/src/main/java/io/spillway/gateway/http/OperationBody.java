package io.spillway.gateway.http;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.spillway.contract.command.CommandKind;
import io.spillway.contract.order.OrderId;
import io.spillway.contract.outcome.RefusalCode;
import io.spillway.gateway.core.Operation;
import io.spillway.gateway.core.OperationId;
import org.jspecify.annotations.Nullable;

/**
 * An operation as callers get it; members that say nothing yet are absent.
 *
 * @param createdAt when the command was accepted; of one with an idempotency key only its record tells
 * @param resource the order, once it is known to be the caller's: not when the command failed
 * @param error    why it failed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OperationBody(String id, String status, CommandKind kind, @Nullable Instant createdAt,
        @Nullable Instant completedAt, @Nullable Resource resource, @Nullable ProblemDocument error) {

    /** @param version the order's version after the command; absent until it was applied */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Resource(OrderId id, String href, @Nullable Long version) {

        static Resource of(OrderId order, @Nullable Long version) {
            return new Resource(order, "/v1/orders/" + order, version);
        }
    }

    static OperationBody of(Operation operation) {
        OperationId id = operation.id();
        return switch (operation) {
            case Operation.NotStarted waiting -> new OperationBody(id.text(), "NotStarted", id.kind(),
                    waiting.createdAt(), null, Resource.of(id.order(), null), null);
            case Operation.Succeeded done -> new OperationBody(id.text(), "Succeeded", id.kind(), done.createdAt(),
                    done.completedAt(), Resource.of(id.order(), done.version()), null);
            case Operation.Failed failed -> new OperationBody(id.text(), "Failed", id.kind(), failed.createdAt(),
                    failed.completedAt(), null, problem(failed.refusal(), id));
        };
    }

    static String href(OperationId id) {
        return "/v1/operations/" + id.text();
    }

    private static ProblemDocument problem(RefusalCode refusal, OperationId id) {
        return ProblemDocument.of(Problem.of(refusal), null, "/v1/orders/" + id.order(), null, List.of());
    }
}
