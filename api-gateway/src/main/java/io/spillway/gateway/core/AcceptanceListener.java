package io.spillway.gateway.core;

import java.time.Duration;

/** Is told what became of each command on its way to the broker, by its request's thread. Must be quick and must not throw. */
@FunctionalInterface
public interface AcceptanceListener {

    /** @param took from the hand-over to the verdict */
    void onAcceptance(Acceptance acceptance, Duration took);
}
