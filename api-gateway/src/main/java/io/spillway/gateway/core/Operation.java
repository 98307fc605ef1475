package io.spillway.gateway.core;

import java.time.Instant;

import io.spillway.contract.outcome.CommandRecord;
import io.spillway.contract.outcome.Outcome;
import io.spillway.contract.outcome.RefusalCode;
import org.jspecify.annotations.Nullable;

/** A command as its caller sees it. */
public sealed interface Operation {

    OperationId id();

    /** When the command was accepted; null when nobody knows that yet. */
    @Nullable
    Instant createdAt();

    /** Accepted, and not applied yet as far as anybody recorded. */
    record NotStarted(OperationId id) implements Operation {

        @Override
        public @Nullable Instant createdAt() {
            return id.issuedAt();
        }
    }

    /** @param version the order's version after it */
    record Succeeded(OperationId id, Instant createdAt, Instant completedAt, long version) implements Operation {}

    record Failed(OperationId id, @Nullable Instant createdAt, Instant completedAt, RefusalCode refusal)
            implements
                Operation {}

    /** What the operation came to, going by the record of its command. */
    static Operation recorded(OperationId id, CommandRecord found) {
        if (!found.payloadHash().equals(id.payloadHash())) {
            // The record is of another request with the same command id; this one was refused without a trace.
            return new Failed(id, id.issuedAt(), found.completedAt(), RefusalCode.IDEMPOTENCY_KEY_REUSED);
        }
        return switch (found.outcome()) {
            case Outcome.Applied(long version) -> new Succeeded(id, found.issuedAt(), found.completedAt(), version);
            case Outcome.Rejected(RefusalCode code) -> new Failed(id, found.issuedAt(), found.completedAt(), code);
        };
    }
}
