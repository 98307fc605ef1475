package io.spillway.writer.core;

import io.spillway.contract.command.Command;
import io.spillway.contract.command.CreateOrder;
import io.spillway.contract.command.DeleteOrder;
import io.spillway.contract.command.PatchOrder;
import io.spillway.contract.command.ReplaceOrder;
import io.spillway.contract.order.Order;
import io.spillway.contract.order.OrderContent;
import io.spillway.contract.order.OrderStatus;
import io.spillway.contract.outcome.RefusalCode;

/**
 * The rules of the domain. Pure: the same state and command always give the same decision, on every writer and however
 * often a batch is delivered. There is no clock here; times come from the command.
 */
final class Decider {

    private Decider() {}

    static Decision decide(OrderState state, Command command) {
        return switch (command) {
            case CreateOrder create -> create(state, create);
            case ReplaceOrder replace -> change(state, command, order -> replace(order, replace));
            case PatchOrder patch -> change(state, command, order -> patch(order, patch));
            case DeleteOrder delete -> change(state, command, order -> delete(order, delete));
        };
    }

    private static Decision create(OrderState state, CreateOrder command) {
        return switch (state) {
            case OrderState.Absent absent -> Decision.apply(
                    new OrderState.Live(Order.placed(command.orderId(), command.content(),
                            command.header().issuedAt(), command.header().actor().user())),
                    1);
            case OrderState.Live live -> Decision.refuse(state, RefusalCode.ORDER_ALREADY_EXISTS);
            case OrderState.Deleted deleted -> Decision.refuse(state, RefusalCode.ORDER_ID_RETIRED);
        };
    }

    /** RFC 9110 §13.2.1: whether the order is there at all comes first, then the precondition, then the change itself. */
    private static Decision change(OrderState state, Command command, Change change) {
        if (!(state instanceof OrderState.Live(Order order))
                || !command.header().actor().mayAccess(order.createdBy())) {
            return Decision.refuse(state, RefusalCode.ORDER_NOT_FOUND);
        }
        if (!command.header().allows(order.version())) {
            return Decision.refuse(state, RefusalCode.VERSION_MISMATCH);
        }
        return change.of(order);
    }

    private interface Change {
        Decision of(Order order);
    }

    private static Decision replace(Order order, ReplaceOrder command) {
        return edit(order, command.content(), order.status(), command);
    }

    private static Decision patch(Order order, PatchOrder command) {
        OrderStatus wanted = command.patch().status();
        return edit(order, command.patch().applyTo(order.content()), wanted == null ? order.status() : wanted, command);
    }

    private static Decision edit(Order order, OrderContent content, OrderStatus status, Command command) {
        OrderState state = new OrderState.Live(order);
        if (order.status() != OrderStatus.PLACED && !content.ordersTheSameAs(order.content())) {
            return Decision.refuse(state, RefusalCode.ORDER_NOT_EDITABLE);
        }
        if (!order.status().mayBecome(status)) {
            return Decision.refuse(state, RefusalCode.ILLEGAL_STATUS_TRANSITION);
        }
        Order next = order.next(content, status, command.header().issuedAt());
        return Decision.apply(new OrderState.Live(next), next.version());
    }

    private static Decision delete(Order order, DeleteOrder command) {
        long version = order.version() + 1;
        return Decision.apply(new OrderState.Deleted(order.createdBy(), version, order.createdAt(),
                command.header().issuedAt()), version);
    }
}
