package io.spillway.gateway.core;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

import io.spillway.contract.command.Actor;
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
import org.jspecify.annotations.Nullable;

/** Turns a checked request into a command, publishes it, and names the operation that it is to the caller. */
public final class SubmitCommand {

    // no request carries a precondition yet
    private static final @Nullable List<Long> UNCONDITIONAL = null;

    private final CommandPublisher publisher;
    private final OperationIds operationIds;
    private final Supplier<UUID> newIds;
    private final Clock clock;

    public SubmitCommand(CommandPublisher publisher, OperationIds operationIds, Supplier<UUID> newIds, Clock clock) {
        this.publisher = publisher;
        this.operationIds = operationIds;
        this.newIds = newIds;
        this.clock = clock;
    }

    /** Creates an order under a new id, assigned here, before anything is published. */
    public Submission create(Actor actor, OrderContent content, TraceContext trace) {
        PayloadHash hash = PayloadHashing.ofContent(CommandKind.CREATE, content, UNCONDITIONAL);
        return submit(new OrderId(newIds.get()), actor, hash, trace, header -> new CreateOrder(header, content));
    }

    public Submission replace(OrderId order, Actor actor, OrderContent content, TraceContext trace) {
        PayloadHash hash = PayloadHashing.ofContent(CommandKind.REPLACE, content, UNCONDITIONAL);
        return submit(order, actor, hash, trace, header -> new ReplaceOrder(header, content));
    }

    public Submission patch(OrderId order, Actor actor, OrderPatch patch, TraceContext trace) {
        PayloadHash hash = PayloadHashing.ofPatch(patch, UNCONDITIONAL);
        return submit(order, actor, hash, trace, header -> new PatchOrder(header, patch));
    }

    public Submission delete(OrderId order, Actor actor, TraceContext trace) {
        PayloadHash hash = PayloadHashing.ofDelete(UNCONDITIONAL);
        return submit(order, actor, hash, trace, DeleteOrder::new);
    }

    private Submission submit(OrderId order, Actor actor, PayloadHash hash, TraceContext trace,
            Function<CommandHeader, Command> toCommand) {
        CommandHeader header = new CommandHeader(new CommandId(newIds.get()), order, actor, clock.instant(), hash,
                UNCONDITIONAL);
        Command command = toCommand.apply(header);
        OperationId operation = operationIds.issue(command);
        return new Submission(command, operation, publisher.publish(command, trace));
    }
}
