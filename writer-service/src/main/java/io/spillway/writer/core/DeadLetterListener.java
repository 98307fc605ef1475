package io.spillway.writer.core;

/** Is told of every message that was put aside, by the lane's thread. Must be quick and must not throw. */
public interface DeadLetterListener {

    /** @param reason a stable code */
    void onDeadLetter(String reason);
}
