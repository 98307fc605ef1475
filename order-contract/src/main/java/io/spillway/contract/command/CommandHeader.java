package io.spillway.contract.command;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.spillway.contract.order.OrderId;
import org.jspecify.annotations.Nullable;

/**
 * What every command carries.
 *
 * @param issuedAt         when the gateway accepted the command; the only time a decision ever sees. Cut to milliseconds.
 * @param expectedVersions the versions that {@code If-Match} allows (RFC 9110 §13.1.1); null when unconditional or
 *                         {@code *}, empty when nothing can match
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CommandHeader(CommandId id, OrderId orderId, Actor actor, Instant issuedAt, PayloadHash payloadHash,
        @Nullable List<Long> expectedVersions) {

    public CommandHeader {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(orderId, "orderId");
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(payloadHash, "payloadHash");
        issuedAt = issuedAt.truncatedTo(ChronoUnit.MILLIS);
        expectedVersions = expectedVersions == null ? null : List.copyOf(expectedVersions);
    }

    /** Whether the caller's precondition holds for an order at {@code version}. */
    public boolean allows(long version) {
        return expectedVersions == null || expectedVersions.contains(version);
    }
}
