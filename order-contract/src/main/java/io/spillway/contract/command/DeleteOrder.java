package io.spillway.contract.command;

import java.util.Objects;

/** Delete an existing order. */
public record DeleteOrder(CommandHeader header) implements Command {

    public DeleteOrder {
        Objects.requireNonNull(header, "header");
    }
}
