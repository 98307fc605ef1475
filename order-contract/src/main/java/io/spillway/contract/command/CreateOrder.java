package io.spillway.contract.command;

import java.util.Objects;

import io.spillway.contract.order.OrderContent;

/** Create the order; refused when its id is taken or was. */
public record CreateOrder(CommandHeader header, OrderContent content) implements Command {

    public CreateOrder {
        Objects.requireNonNull(header, "header");
        Objects.requireNonNull(content, "content");
    }
}
