package io.spillway.gateway.core;

import io.spillway.contract.command.Command;

/** A command that was handed to the publisher, the operation it is to its caller, and whether it arrived. */
public record Submission(Command command, OperationId operation, Acceptance acceptance) {}
