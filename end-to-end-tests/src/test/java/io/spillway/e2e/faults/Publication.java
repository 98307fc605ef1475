package io.spillway.e2e.faults;

import io.spillway.contract.command.Command;

/**
 * A command to be published.
 *
 * @param possibleCopy whether it says that it may have been sent before, as those with an {@code Idempotency-Key} do
 */
record Publication(Command command, boolean possibleCopy) {

    Publication again() {
        return new Publication(command, true);
    }
}
