package io.spillway.gateway.core;

import java.time.Duration;
import java.util.concurrent.Semaphore;

import io.spillway.contract.command.Command;
import io.spillway.contract.command.CommandKind;
import io.spillway.contract.outcome.CommandOutcome;
import io.spillway.contract.outcome.CommandRecord;
import io.spillway.contract.outcome.Outcome;
import io.spillway.gateway.core.CommandRecords.Lookup;
import io.spillway.gateway.core.Flights.Fate;
import org.jspecify.annotations.Nullable;

/**
 * Submits commands that have an idempotency key. What is recorded already is not published again; what is on its way from
 * here already is joined; of everything else the writer knows whether it came before. Thread-safe.
 */
public final class SubmitKeyed {

    private final CommandPublisher publisher;
    private final Outcomes outcomes;
    private final CommandRecords records;
    private final AwaitRecord awaitRecord;
    private final Duration lookupTimeout;
    /** A slow order-service goes on working on questions that were given up; it must not drown in them. */
    private final Semaphore lookups;
    private final Flights flights = new Flights();

    /**
     * @param lookupTimeout how long a command may wait for news of itself before it is published
     * @param lookups       how many may wait for that at the same time; more are published without
     */
    public SubmitKeyed(CommandPublisher publisher, Outcomes outcomes, CommandRecords records, AwaitRecord awaitRecord,
            Duration lookupTimeout, int lookups) {
        this.publisher = publisher;
        this.outcomes = outcomes;
        this.records = records;
        this.awaitRecord = awaitRecord;
        this.lookupTimeout = lookupTimeout;
        this.lookups = new Semaphore(lookups);
    }

    Submission submit(Command command, OperationId operation, RequestContext context) {
        return flights.take(command, () -> depart(command, context),
                fate -> arrive(fate, command, operation, context));
    }

    private Fate depart(Command command, RequestContext context) {
        return switch (lookUp(command, context)) {
            case Lookup.Found(CommandRecord found) -> new Fate.Recorded(found);
            // Not recorded yet, or nobody could tell: the writer decides, which sees what nobody recorded too.
            case Lookup.NotRecorded none -> publish(command, context);
            case Lookup.Unavailable away -> publish(command, context);
        };
    }

    private Lookup lookUp(Command command, RequestContext context) {
        if (!lookups.tryAcquire()) {
            return new Lookup.Unavailable();
        }
        try {
            return records.find(command.id(), context.trace(), lookupTimeout);
        } finally {
            lookups.release();
        }
    }

    private Fate publish(Command command, RequestContext context) {
        if (!context.patience().isPositive()) {
            return new Fate.Published(publisher.publish(new Outgoing(command, context.trace(), null, true)), null);
        }
        Outcomes.Expectation expected = outcomes.expect();
        try {
            return new Fate.Published(
                    publisher.publish(new Outgoing(command, context.trace(), expected.replyTo(), true)), expected);
        } catch (RuntimeException | Error fault) {
            expected.close();
            throw fault;
        }
    }

    private Submission arrive(Fate fate, Command command, OperationId operation, RequestContext context) {
        return switch (fate) {
            case Fate.Recorded(CommandRecord found) -> recorded(found, command, operation);
            case Fate.Published published when waits(published, context) ->
                awaited(published, command, operation, context);
            case Fate.Published published ->
                new Submission.Sent(command, operation, published.acceptance(), null);
        };
    }

    private static boolean waits(Fate.Published published, RequestContext context) {
        return published.acceptance() instanceof Acceptance.Accepted && context.patience().isPositive();
    }

    private Submission awaited(Fate.Published published, Command command, OperationId operation,
            RequestContext context) {
        Outcomes.Expectation expected = published.expected();
        long begin = System.nanoTime();
        CommandOutcome outcome = null;
        Lookup lookup = new Lookup.NotRecorded();
        if (expected == null) {
            lookup = awaitRecord.await(command.id(), context.trace(), context.patience());
        } else {
            outcome = expected.await(context.patience()).orElse(null);
            if (isOfAnEarlierCopy(outcome, command)) {
                Duration left = context.patience().minusNanos(System.nanoTime() - begin);
                lookup = records.find(command.id(), context.trace(), left);
            }
        }
        return lookup instanceof Lookup.Found(CommandRecord found)
                ? recorded(found, command, operation)
                : new Submission.Sent(command, operation, published.acceptance(), outcome);
    }

    /** Applied before this copy came, so that the writer may not know any more which order it left. */
    private static boolean isOfAnEarlierCopy(@Nullable CommandOutcome outcome, Command command) {
        return outcome != null && outcome.outcome() instanceof Outcome.Applied && outcome.order() == null
                && command.kind() != CommandKind.DELETE;
    }

    private static Submission recorded(CommandRecord found, Command command, OperationId operation) {
        return found.payloadHash().equals(command.header().payloadHash())
                ? new Submission.Repeated(command, operation, found)
                : new Submission.KeyReused(command, operation);
    }

    Flights flights() {
        return flights;
    }
}
