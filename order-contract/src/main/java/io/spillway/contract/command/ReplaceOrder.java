package io.spillway.contract.command;

import io.spillway.contract.order.OrderContent;

/** Replace the owner's part of an existing order; its status stays. */
public record ReplaceOrder(CommandHeader header, OrderContent content) implements Command {}
