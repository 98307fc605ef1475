package io.spillway.gateway.core;

import java.time.Instant;

import io.spillway.contract.outcome.RefusalCode;

/** A command as its caller sees it. */
public sealed interface Operation {

    OperationId id();

    /** Accepted, and not applied yet as far as anybody recorded. */
    record NotStarted(OperationId id) implements Operation {}

    /** @param version the order's version after it */
    record Succeeded(OperationId id, Instant completedAt, long version) implements Operation {}

    record Failed(OperationId id, Instant completedAt, RefusalCode refusal) implements Operation {}
}
