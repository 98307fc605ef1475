package io.spillway.contract.command;

import io.spillway.contract.order.OrderPatch;

/** Change members of an existing order. */
public record PatchOrder(CommandHeader header, OrderPatch patch) implements Command {}
