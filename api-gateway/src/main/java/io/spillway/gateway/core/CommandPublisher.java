package io.spillway.gateway.core;

/** The way to the writer. */
@FunctionalInterface
public interface CommandPublisher {

    /**
     * Hands a command over and waits, never without a bound, until its fate is clear or the patience ends. Commands on one
     * order that are published one after the other arrive in that order. Never throws: every fault is a verdict.
     */
    Acceptance publish(Outgoing command);
}
