package io.spillway.writer.amqp;

import java.io.IOException;
import java.util.List;

import io.spillway.writer.amqp.Incoming.Poison;

/** Where messages that can never be applied are kept. Lanes use it from several threads at once. */
interface DeadLetterQueue {

    /**
     * Makes sure that dead letters would have a place to go.
     *
     * @throws IOException when they don't, with a sentence that says what to do
     */
    void requireRoute() throws IOException;

    /**
     * Publishes them in this order. Returns only when the broker has confirmed all and a queue has them: then the originals
     * may be acknowledged. They are published again when the originals are delivered again; the message id tells that
     * they are one.
     *
     * @throws IOException when that is not certain
     */
    void publish(List<Poison> poison) throws IOException, InterruptedException;
}
