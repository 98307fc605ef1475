package io.spillway.gateway.core;

import io.spillway.contract.command.Command;
import io.spillway.contract.outcome.CommandOutcome;
import org.jspecify.annotations.Nullable;

/**
 * A command that was handed to the publisher, the operation it is to its caller, and whether it arrived.
 *
 * @param outcome what became of it, when the caller waited and it came in time
 */
public record Submission(Command command, OperationId operation, Acceptance acceptance,
        @Nullable CommandOutcome outcome) {}
