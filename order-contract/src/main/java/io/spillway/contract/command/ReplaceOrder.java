package io.spillway.contract.command;

import java.util.Objects;

import io.spillway.contract.order.OrderContent;

/** Replace the owner's part of an existing order; its status stays. */
public record ReplaceOrder(CommandHeader header, OrderContent content) implements Command {

    public ReplaceOrder {
        Objects.requireNonNull(header, "header");
        Objects.requireNonNull(content, "content");
    }
}
