package io.spillway.gateway.core;

/** Whether this gateway takes new work: not any more once it is about to stop. Thread-safe. */
public final class Admission {

    private volatile boolean open = true;

    public boolean isOpen() {
        return open;
    }

    /** For good. */
    public void close() {
        open = false;
    }
}
