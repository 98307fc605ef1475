package io.spillway.writer.core;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;

/**
 * Remembers across the deaths of writers on which messages they died: whatever is noted here was being processed, and
 * nobody came to say that it went well. Messages are known by a fingerprint. Lanes use it from several threads at once.
 *
 * <p>Every method throws {@link StoreUnavailableException} when a majority does not have it, or there is no answer; asking
 * again does no harm.
 */
public interface SuspectNotes {

    /** Those of the messages that are noted. */
    Set<String> noted(Collection<String> messages);

    /** Before a few messages are processed together. */
    void noteTogether(Collection<String> messages);

    /**
     * Before a message is processed alone.
     *
     * @param attempt tells attempts apart; noting one again counts nothing
     * @return how many attempts on this message alone are noted, with this one
     */
    int noteAlone(String message, UUID attempt);

    /** An attempt that came to nothing, and not because of the message. */
    void withdraw(String message, UUID attempt);

    /** The messages are done with. */
    void forget(Collection<String> messages);
}
