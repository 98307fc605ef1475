package io.spillway.contract.command;

import java.util.Objects;

import io.spillway.contract.order.OrderPatch;

/** Change members of an existing order. */
public record PatchOrder(CommandHeader header, OrderPatch patch) implements Command {

    public PatchOrder {
        Objects.requireNonNull(header, "header");
        Objects.requireNonNull(patch, "patch");
    }
}
