package io.spillway.gateway.core.identity;

import java.time.Duration;
import java.util.Optional;

/** Slows down those who try many things that could be guesses. Thread-safe. */
public interface Throttle {

    /** What is counted, each for itself. */
    enum Attempt {
        LOG_IN_TO_ACCOUNT,
        LOG_IN_FROM_ADDRESS,
        REFRESH_FROM_ADDRESS,
        REGISTER_FROM_ADDRESS,
        VERIFY_FROM_ADDRESS,
        REPLACE_KEY_OF_ACCOUNT
    }

    /**
     * Counts an attempt.
     *
     * @param who the account or the address
     * @return empty when it may be made; else how long until it is worth asking again
     */
    Optional<Duration> count(Attempt attempt, String who);

    /** Takes one back that turned out to be no guess. */
    void forgive(Attempt attempt, String who);
}
