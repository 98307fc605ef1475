package io.spillway.writer.core;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.UUID;

import io.spillway.contract.command.Actor;
import io.spillway.contract.command.Command;
import io.spillway.contract.command.CommandHeader;
import io.spillway.contract.command.CommandId;
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

/** Commands by short names: {@code create("c1", "A")} is command c1, which creates order A for user {@code ann}. */
public final class CommandFixtures {

    public static final Actor ANN = new Actor(new UserId("ann"), false);
    public static final Actor BOB = new Actor(new UserId("bob"), false);
    public static final Actor OPERATOR = new Actor(new UserId("olga"), true);
    public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private CommandFixtures() {}

    public static CommandId command(String name) {
        return new CommandId(UUID.nameUUIDFromBytes(("command " + name).getBytes(StandardCharsets.UTF_8)));
    }

    public static OrderId order(String name) {
        return new OrderId(UUID.nameUUIDFromBytes(("order " + name).getBytes(StandardCharsets.UTF_8)));
    }

    public static PayloadHash hash(String payload) {
        return PayloadHash.of(Arrays.copyOf(payload.getBytes(StandardCharsets.UTF_8), PayloadHash.BYTES));
    }

    public static CommandHeader header(String command, String order) {
        return header(command, order, ANN, null);
    }

    public static CommandHeader header(String command, String order, Actor actor, List<Long> expectedVersions) {
        return new CommandHeader(command(command), order(order), actor, NOON, hash(command), expectedVersions);
    }

    public static OrderContent content(String note) {
        return new OrderContent(new CustomerId("C-1"), Currency.getInstance("EUR"),
                List.of(new OrderItem("SKU-1", "Blue mug", 2, 1_250)), note);
    }

    public static OrderContent otherItems() {
        return new OrderContent(new CustomerId("C-1"), Currency.getInstance("EUR"),
                List.of(new OrderItem("SKU-2", "Red mug", 1, 1_350)), null);
    }

    public static CreateOrder create(String command, String order) {
        return new CreateOrder(header(command, order), content(null));
    }

    public static ReplaceOrder replace(String command, String order) {
        return new ReplaceOrder(header(command, order), otherItems());
    }

    public static PatchOrder note(String command, String order) {
        return patch(header(command, order), new OrderPatch(null, new OrderPatch.NoteChange(command), null));
    }

    public static PatchOrder status(String command, String order, OrderStatus status) {
        return patch(header(command, order), new OrderPatch(null, null, status));
    }

    public static PatchOrder patch(CommandHeader header, OrderPatch patch) {
        return new PatchOrder(header, patch);
    }

    public static DeleteOrder delete(String command, String order) {
        return new DeleteOrder(header(command, order));
    }

    public static List<Delivery> fresh(Command... commands) {
        return Arrays.stream(commands).map(command -> new Delivery(command, false)).toList();
    }

    public static List<Delivery> again(Command... commands) {
        return Arrays.stream(commands).map(command -> new Delivery(command, true)).toList();
    }
}
