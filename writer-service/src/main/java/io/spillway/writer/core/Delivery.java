package io.spillway.writer.core;

import io.spillway.contract.command.Command;
import io.spillway.contract.command.CommandId;
import org.jspecify.annotations.Nullable;

/**
 * A command as it came from its queue.
 *
 * @param possibleCopy whether it may have been seen before: redelivered by the broker, sent with an idempotency key, or
 *                     replayed from the dead letters
 * @param replyTo      where somebody waits for its outcome; null when nobody does
 */
public record Delivery(Command command, boolean possibleCopy, @Nullable ReplyTo replyTo) {

    /** One that nobody waits for. */
    public Delivery(Command command, boolean possibleCopy) {
        this(command, possibleCopy, null);
    }

    /**
     * @param correlationId tells the one who waits which of its commands this is about
     * @param traceparent   of the request that the command came from (W3C Trace Context); null when it is not known
     */
    public record ReplyTo(String address, String correlationId, @Nullable String traceparent) {

        public ReplyTo(String address, String correlationId) {
            this(address, correlationId, null);
        }
    }

    Delivery again() {
        return new Delivery(command, true, replyTo);
    }

    CommandId id() {
        return command.id();
    }
}
