package io.spillway.contract.command;

import io.spillway.contract.order.OrderContent;

/** Create the order; refused when its id is taken or was. */
public record CreateOrder(CommandHeader header, OrderContent content) implements Command {}
