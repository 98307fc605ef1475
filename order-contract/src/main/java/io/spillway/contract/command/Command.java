package io.spillway.contract.command;

import io.spillway.contract.order.OrderId;

/** One requested change to one order. */
public sealed interface Command permits CreateOrder, ReplaceOrder, PatchOrder, DeleteOrder {

    CommandHeader header();

    default CommandId id() {
        return header().id();
    }

    default OrderId orderId() {
        return header().orderId();
    }

    default CommandKind kind() {
        return switch (this) {
            case CreateOrder create -> CommandKind.CREATE;
            case ReplaceOrder replace -> CommandKind.REPLACE;
            case PatchOrder patch -> CommandKind.PATCH;
            case DeleteOrder delete -> CommandKind.DELETE;
        };
    }
}
