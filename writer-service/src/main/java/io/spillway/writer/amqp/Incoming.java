package io.spillway.writer.amqp;

import io.spillway.writer.core.Delivery;

/** A message after an attempt to read it. */
sealed interface Incoming {

    Message message();

    /** Holds a command. */
    record Decoded(Message message, Delivery delivery) implements Incoming {}

    /**
     * Can never be applied.
     *
     * @param reason a stable code
     * @param detail a sentence for people, without the payload
     */
    record Undecodable(Message message, String reason, String detail) implements Incoming {}
}
