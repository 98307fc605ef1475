package io.spillway.gateway.core;

import java.time.Duration;
import java.util.Optional;

import io.spillway.contract.outcome.CommandOutcome;

/** Brings outcomes to the requests that wait for them. For many threads at once. */
public interface Outcomes {

    /** Begins to listen; before the command is published, or its outcome could be missed. To be closed by the caller. */
    Expectation expect();

    /** One command whose outcome is waited for, by one thread or by several, each with a patience of its own. */
    interface Expectation extends AutoCloseable {

        ReplyTo replyTo();

        /**
         * Waits.
         *
         * @return empty when the outcome did not come in time, or will not come any more because this gateway stops
         */
        Optional<CommandOutcome> await(Duration atMost);

        @Override
        void close();
    }
}
