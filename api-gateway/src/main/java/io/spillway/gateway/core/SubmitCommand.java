package io.spillway.gateway.core;

import java.time.Clock;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

import io.spillway.contract.command.Command;
import io.spillway.contract.command.CommandHeader;
import io.spillway.contract.command.CommandId;
import io.spillway.contract.command.CommandKind;
import io.spillway.contract.command.CreateOrder;
import io.spillway.contract.command.DeleteOrder;
import io.spillway.contract.command.PatchOrder;
import io.spillway.contract.command.PayloadHash;
import io.spillway.contract.command.ReplaceOrder;
import io.spillway.contract.order.OrderContent;
import io.spillway.contract.order.OrderId;
import io.spillway.contract.order.OrderPatch;
import io.spillway.contract.outcome.CommandOutcome;

/**
 * Turns a checked request into a command, publishes it, and names the operation that it is to the caller; waits for
 * its outcome where the caller wants to. Thread-safe.
 */
public final class SubmitCommand {

    private final CommandPublisher publisher;
    private final Outcomes outcomes;
    private final SubmitKeyed keyed;
    private final OperationIds operationIds;
    private final KeyedIds keyedIds;
    private final Supplier<UUID> newIds;
    private final Clock clock;

    public SubmitCommand(CommandPublisher publisher, Outcomes outcomes, SubmitKeyed keyed,
            OperationIds operationIds, KeyedIds keyedIds, Supplier<UUID> newIds, Clock clock) {
        this.publisher = publisher;
        this.outcomes = outcomes;
        this.keyed = keyed;
        this.operationIds = operationIds;
        this.keyedIds = keyedIds;
        this.newIds = newIds;
        this.clock = clock;
    }

    /** Creates an order under an id assigned here, before anything is published: a new one, or its key's. */
    public Submission create(OrderContent content, RequestContext context) {
        IdempotencyKey key = context.key();
        return create(key == null ? new OrderId(newIds.get()) : keyedIds.order(key), content, context);
    }

    /** Creates an order under an id of the caller's own. */
    public Submission create(OrderId order, OrderContent content, RequestContext context) {
        PayloadHash hash = PayloadHashing.ofContent(CommandKind.CREATE, content, context.expectedVersions());
        return submit(order, hash, context, header -> new CreateOrder(header, content));
    }

    public Submission replace(OrderId order, OrderContent content, RequestContext context) {
        PayloadHash hash = PayloadHashing.ofContent(CommandKind.REPLACE, content, context.expectedVersions());
        return submit(order, hash, context, header -> new ReplaceOrder(header, content));
    }

    public Submission patch(OrderId order, OrderPatch patch, RequestContext context) {
        PayloadHash hash = PayloadHashing.ofPatch(patch, context.expectedVersions());
        return submit(order, hash, context, header -> new PatchOrder(header, patch));
    }

    public Submission delete(OrderId order, RequestContext context) {
        PayloadHash hash = PayloadHashing.ofDelete(context.expectedVersions());
        return submit(order, hash, context, DeleteOrder::new);
    }

    private Submission submit(OrderId order, PayloadHash hash, RequestContext context,
            Function<CommandHeader, Command> toCommand) {
        IdempotencyKey key = context.key();
        CommandId id = key == null ? new CommandId(newIds.get()) : keyedIds.command(key);
        Command command = toCommand.apply(new CommandHeader(id, order, context.actor(), clock.instant(), hash,
                context.expectedVersions()));
        return key == null
                ? publish(command, operationIds.issue(command), context)
                : keyed.submit(command, operationIds.issueTimeless(command), context);
    }

    private Submission publish(Command command, OperationId operation, RequestContext context) {
        if (!context.patience().isPositive()) {
            Acceptance acceptance = publisher.publish(new Outgoing(command, context.trace(), null, false));
            return new Submission.Sent(command, operation, acceptance, null);
        }
        try (Outcomes.Expectation expected = outcomes.expect()) {
            Acceptance acceptance = publisher
                    .publish(new Outgoing(command, context.trace(), expected.replyTo(), false));
            CommandOutcome outcome = acceptance instanceof Acceptance.Accepted
                    ? expected.await(context.patience()).orElse(null)
                    : null;
            return new Submission.Sent(command, operation, acceptance, outcome);
        }
    }
}
