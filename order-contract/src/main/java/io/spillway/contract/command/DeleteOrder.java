package io.spillway.contract.command;

/** Delete an existing order. */
public record DeleteOrder(CommandHeader header) implements Command {}
