package io.spillway.writer.amqp;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/** The messages that have arrived and wait for their batch. */
interface Arrivals {

    /** The next message, or null when none came in that time. */
    @Nullable
    Message poll(Duration wait) throws InterruptedException;

    /** The next message, or null when none is there now. */
    @Nullable
    Message poll();

    /** Waits until so many more messages have arrived, or the time is up, or no more will come. */
    void awaitMore(int messages, Duration wait) throws InterruptedException;
}
