package io.spillway.writer.core;

import io.spillway.contract.command.Command;
import io.spillway.contract.command.CommandId;

/**
 * A command as it came from its queue.
 *
 * @param possibleCopy whether it may have been seen before: redelivered by the broker, sent with an idempotency key, or
 *                     replayed from the dead letters
 */
public record Delivery(Command command, boolean possibleCopy) {

    CommandId id() {
        return command.id();
    }
}
