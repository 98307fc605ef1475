package io.spillway.gateway.core;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import io.spillway.contract.command.Actor;
import io.spillway.contract.command.CommandId;
import io.spillway.contract.outcome.CommandRecord;

/** Tells callers what became of their commands. */
public final class FindOperation {

    /** Whoever is asked has a bound of its own. */
    private static final Duration UNHURRIED = Duration.ofMinutes(1);

    private final OperationIds operationIds;
    private final CommandRecords records;
    private final AwaitRecord awaitRecord;
    private final Duration retention;
    private final Clock clock;

    /** @param retention how long the ledger keeps outcomes: an older operation without a record is over */
    public FindOperation(OperationIds operationIds, CommandRecords records, AwaitRecord awaitRecord,
            Duration retention, Clock clock) {
        this.operationIds = operationIds;
        this.records = records;
        this.awaitRecord = awaitRecord;
        this.retention = retention;
        this.clock = clock;
    }

    /** What can be said about an operation. */
    public sealed interface Answer {

        record Known(Operation operation) implements Answer {}

        /** No gateway gave this id to this user, nor to anybody whose record this operator may see. */
        record NotFound() implements Answer {}

        /** It is older than records are kept. */
        record Expired() implements Answer {}

        /** The records cannot be asked now. */
        record Unavailable() implements Answer {}
    }

    /** @param patience how long to wait for the operation to end, if it has not; zero for not at all */
    public Answer find(String id, Actor actor, TraceContext trace, Duration patience) {
        return operationIds.verify(id, actor.user())
                .map(operation -> answer(operation, lookUp(operation, trace, patience), actor))
                .orElseGet(() -> actor.operator() ? findSomebodyElses(id, trace) : new Answer.NotFound());
    }

    /** Whose it is only its record can tell, and for them the id must prove itself. */
    private Answer findSomebodyElses(String id, TraceContext trace) {
        Optional<CommandId> claimed = operationIds.claimedCommand(id);
        if (claimed.isEmpty()) {
            return new Answer.NotFound();
        }
        return switch (records.find(claimed.get(), trace, UNHURRIED)) {
            case CommandRecords.Lookup.Found(CommandRecord found) -> operationIds.verify(id, found.actor())
                    .<Answer>map(operation -> new Answer.Known(Operation.recorded(operation, found)))
                    .orElseGet(Answer.NotFound::new);
            case CommandRecords.Lookup.NotRecorded none -> new Answer.NotFound();
            case CommandRecords.Lookup.Unavailable away -> new Answer.Unavailable();
        };
    }

    private CommandRecords.Lookup lookUp(OperationId operation, TraceContext trace, Duration patience) {
        return patience.isPositive() && !isOver(operation)
                ? awaitRecord.await(operation.command(), trace, patience)
                : records.find(operation.command(), trace, UNHURRIED);
    }

    private Answer answer(OperationId operation, CommandRecords.Lookup lookup, Actor actor) {
        return switch (lookup) {
            case CommandRecords.Lookup.Found(CommandRecord found) -> actor.mayAccess(found.actor())
                    ? new Answer.Known(Operation.recorded(operation, found))
                    : new Answer.NotFound();
            case CommandRecords.Lookup.NotRecorded none ->
                isOver(operation) ? new Answer.Expired() : new Answer.Known(new Operation.NotStarted(operation));
            case CommandRecords.Lookup.Unavailable away -> new Answer.Unavailable();
        };
    }

    /**
     * Whether its record, if it ever had one, is gone. Without a time nobody can tell; then it reads as it would have before
     * it was sent, which is how a repeat with its key would be treated too.
     */
    private boolean isOver(OperationId operation) {
        Instant issuedAt = operation.issuedAt();
        return issuedAt != null && issuedAt.plus(retention).isBefore(clock.instant());
    }
}
