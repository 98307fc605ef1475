package io.spillway.gateway.core;

import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.UUID;

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
import io.spillway.contract.order.CustomerId;
import io.spillway.contract.order.OrderContent;
import io.spillway.contract.order.OrderId;
import io.spillway.contract.order.OrderItem;
import io.spillway.contract.order.OrderPatch;
import io.spillway.contract.order.OrderStatus;
import io.spillway.contract.order.UserId;

/** Commands as the gateway makes them. */
public final class CommandFixtures {

    public static final Actor DEMO = new Actor(new UserId("demo"), false);
    public static final OrderId ORDER = new OrderId(UUID.fromString("01a20423-2af3-7546-b9cc-ecd62cdde46e"));
    public static final CommandId COMMAND = new CommandId(UUID.fromString("01a20423-2af3-7278-8fc2-ea3263c94060"));
    public static final Instant NOON = Instant.parse("2026-11-22T12:00:00.123Z");
    public static final TraceContext TRACE = new TraceContext("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7",
            true);

    public static final IdempotencyKey KEY = new IdempotencyKey(DEMO.user(), "POST", "/v1/orders", "k-1");

    private CommandFixtures() {}

    /** Nobody waits for it. */
    public static Outgoing outgoing(Command command) {
        return new Outgoing(command, TRACE, null, false);
    }

    public static OrderContent content() {
        return new OrderContent(new CustomerId("c-1"), Currency.getInstance("EUR"),
                List.of(new OrderItem("sku-1", "Tea, 100 g", 2, 450)), "ring twice");
    }

    public static OrderPatch patch() {
        return new OrderPatch(null, new OrderPatch.NoteChange(null), OrderStatus.PAID);
    }

    public static CommandHeader header(CommandId id, OrderId order) {
        return new CommandHeader(id, order, DEMO, NOON, PayloadHash.of(new byte[32]), null);
    }

    public static Command command(CommandKind kind) {
        CommandHeader header = header(COMMAND, ORDER);
        return switch (kind) {
            case CREATE -> new CreateOrder(header, content());
            case REPLACE -> new ReplaceOrder(header, content());
            case PATCH -> new PatchOrder(header, patch());
            case DELETE -> new DeleteOrder(header);
        };
    }
}
