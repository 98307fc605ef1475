package io.spillway.writer.core.simulation;

/** What can go wrong. Each run draws a subset. */
enum Fault {
    /** A writer's process ends between any two steps; another incarnation starts with nothing in memory. */
    KILL(true),
    /** The broker has given a channel up; its writer is not told, and goes on with what it holds. */
    DEAD_CHANNEL(true),
    /** A writer stands still for a while, and then goes on as if nothing had been. */
    PAUSE(true),
    /** The queue changes to another consumer, once the old one has settled what it holds; nobody is told. */
    HANDOVER(true),
    /** An acknowledgement that the writer believes sent never reaches the broker. */
    LOST_ACKNOWLEDGEMENT(true),
    /** A call is not answered; each of its operations takes effect now, later, or never. */
    NO_ANSWER(true),
    /** Some operations of one bulk write are uncertain: they took effect, do so later, or never. */
    UNCERTAIN_WRITES(true),
    /** Nobody reaches the database for a while. */
    OUTAGE(true),
    /** Days go by while all is quiet, so that tombstones and ledger entries expire. */
    EXPIRY(false),
    /** A command comes again: a caller's retry, a publisher's second send, a replay. */
    COPIES(false),
    /** A command's id comes again with another payload. */
    REUSED_KEY(false),
    /** The store refuses, for good, the document that some commands would make. */
    REFUSED_WRITE(false),
    /** A message that nobody can read. */
    POISON(false),
    /** No two orders fit into memory together. */
    LARGE_ORDERS(false);

    private final boolean striking;

    Fault(boolean striking) {
        this.striking = striking;
    }

    /** Whether it hits somebody at some moment; the others are in what is published, or wait for theirs. */
    boolean isStriking() {
        return striking;
    }
}
