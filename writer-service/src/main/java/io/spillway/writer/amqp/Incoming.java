package io.spillway.writer.amqp;

import io.spillway.writer.core.Delivery;

/** A message on its way into a batch. */
sealed interface Incoming {

    Message message();

    /** It was looked at. */
    sealed interface Read extends Incoming {}

    /** Holds a command. */
    record Decoded(Message message, Delivery delivery) implements Read {}

    /**
     * Can never be applied.
     *
     * @param detail a sentence for people, without the payload
     */
    record Poison(Message message, DeadLetterReason reason, String detail) implements Read {}

    /** Not looked at yet, because a writer may have died of just that. */
    record Suspect(Message message, String fingerprint) implements Incoming {}
}
