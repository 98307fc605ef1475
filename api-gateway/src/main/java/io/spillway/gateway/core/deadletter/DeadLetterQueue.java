package io.spillway.gateway.core.deadletter;

import java.util.function.Function;
import java.util.function.Predicate;

import io.spillway.gateway.core.Acceptance;
import org.jspecify.annotations.Nullable;

/** Where messages lie that could not be applied. */
public interface DeadLetterQueue {

    /** How many letters a reading reaches, from the oldest. */
    int REACH = 1_000;

    /**
     * Takes hold of the oldest letters while {@code work} runs, and puts back, where they were, those that it did not
     * settle; also when this process dies. One reading at a time among all gateways, bounded in time and memory.
     *
     * @param toReplay the ids of the letters that {@code work} may replay; of all others only an excerpt is kept
     * @throws DeadLettersUnavailableException when the queue cannot be reached, or somebody else reads it
     */
    <T> T read(Predicate<String> toReplay, Function<Reading, T> work);

    /** The letters while they are held. For one thread. */
    interface Reading {

        /** How many there were in the queue at the beginning, within reach or not. */
        long total();

        /** The next, from the oldest; null behind the last within reach, or when the reading is cut short. */
        @Nullable
        Taken next();

        /** Whether it ended too early: its time was up, or the broker was lost. */
        boolean isCutShort();

        /** Whether the broker surely heard of everything settled so far. */
        boolean isSettled();
    }

    /** One letter, until the next is asked for. */
    interface Taken {

        DeadLetter letter();

        /** Whether it can be replayed: the bodies that are held at one time are limited. */
        boolean isWhole();

        /** Sends it to its partition as a possible copy of itself, and waits with a bound for the broker's confirm. */
        Acceptance replay();

        /** Takes it out of the queue for good. */
        void settle();
    }
}
