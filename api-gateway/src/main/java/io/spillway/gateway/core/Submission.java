package io.spillway.gateway.core;

import io.spillway.contract.command.Command;
import io.spillway.contract.outcome.CommandOutcome;
import io.spillway.contract.outcome.CommandRecord;
import org.jspecify.annotations.Nullable;

/** What was done about a write, and the operation that it is to its caller. */
public sealed interface Submission {

    Command command();

    OperationId operation();

    /**
     * It was handed to the publisher, by this request or by one that asked for the same just before.
     *
     * @param acceptance whether it arrived
     * @param outcome    what became of it, when the caller waited and it came in time
     */
    record Sent(Command command, OperationId operation, Acceptance acceptance, @Nullable CommandOutcome outcome)
            implements
                Submission {}

    /**
     * It had been applied or refused before, and was not published again.
     *
     * @param first what is recorded of it
     */
    record Repeated(Command command, OperationId operation, CommandRecord first) implements Submission {}

    /** Something else had been asked for with the same key before; it was not published. */
    record KeyReused(Command command, OperationId operation) implements Submission {}
}
