package io.spillway.gateway.core;

import java.time.Clock;
import java.time.Duration;

import io.spillway.contract.command.Actor;
import io.spillway.contract.outcome.CommandRecord;
import io.spillway.contract.outcome.Outcome;
import io.spillway.contract.outcome.RefusalCode;

/** Tells callers what became of their commands. */
public final class FindOperation {

    private final OperationIds operationIds;
    private final CommandRecords records;
    private final Duration retention;
    private final Clock clock;

    /** @param retention how long the ledger keeps outcomes: an older operation without a record is over */
    public FindOperation(OperationIds operationIds, CommandRecords records, Duration retention, Clock clock) {
        this.operationIds = operationIds;
        this.records = records;
        this.retention = retention;
        this.clock = clock;
    }

    /** What can be said about an operation. */
    public sealed interface Answer {

        record Known(Operation operation) implements Answer {}

        /** No gateway gave this id to this user. */
        record NotFound() implements Answer {}

        /** It is older than records are kept. */
        record Expired() implements Answer {}

        /** The records cannot be asked now. */
        record Unavailable() implements Answer {}
    }

    public Answer find(String id, Actor actor, TraceContext trace) {
        return operationIds.verify(id, actor.user())
                .map(operation -> answer(operation, actor, trace))
                .orElseGet(Answer.NotFound::new);
    }

    private Answer answer(OperationId operation, Actor actor, TraceContext trace) {
        return switch (records.find(operation.command(), trace)) {
            case CommandRecords.Lookup.Found(CommandRecord found) -> actor.mayAccess(found.actor())
                    ? new Answer.Known(recorded(operation, found))
                    : new Answer.NotFound();
            case CommandRecords.Lookup.NotRecorded none ->
                operation.issuedAt().plus(retention).isBefore(clock.instant())
                        ? new Answer.Expired()
                        : new Answer.Known(new Operation.NotStarted(operation));
            case CommandRecords.Lookup.Unavailable away -> new Answer.Unavailable();
        };
    }

    private static Operation recorded(OperationId operation, CommandRecord found) {
        if (!found.payloadHash().equals(operation.payloadHash())) {
            // The record is of another request with the same command id; this one was refused without a trace.
            return new Operation.Failed(operation, found.completedAt(), RefusalCode.IDEMPOTENCY_KEY_REUSED);
        }
        return switch (found.outcome()) {
            case Outcome.Applied(long version) -> new Operation.Succeeded(operation, found.completedAt(), version);
            case Outcome.Rejected(RefusalCode code) -> new Operation.Failed(operation, found.completedAt(), code);
        };
    }
}
