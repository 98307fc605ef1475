package io.spillway.writer.core;

import java.time.Duration;

/** Is told of what the lanes did, by their threads. Must be quick and must not throw. */
public interface WriterListener {

    /** Messages were read, well or not, in this time. */
    default void onDecoded(int messages, Duration time) {}

    /** A batch was written and recorded. */
    void onBatch(BatchResult result);

    /**
     * A message that can never be applied was put aside.
     *
     * @param reason the stable code
     */
    default void onDeadLetter(String reason) {}
}
