package io.spillway.gateway.core;

import java.time.Duration;

/** Time to wait in, as long as this gateway runs. For many threads at once. */
public interface Pauses {

    /** @return false when there is no use in waiting any more: this gateway stops, or the thread was interrupted */
    boolean pause(Duration length);

    /** As of {@link System#nanoTime}. */
    long nanoTime();
}
