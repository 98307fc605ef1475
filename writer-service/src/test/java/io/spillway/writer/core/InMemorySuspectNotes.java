package io.spillway.writer.core;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The notes in a map, which survives what a test calls a death. */
public final class InMemorySuspectNotes implements SuspectNotes {

    private final Map<String, Set<UUID>> attempts = new HashMap<>();

    /** Whether the store goes away while an attempt is made, so that withdrawing it fails. */
    public boolean withdrawalsFail;

    @Override
    public Set<String> noted(Collection<String> messages) {
        Set<String> noted = new HashSet<>(messages);
        noted.retainAll(attempts.keySet());
        return noted;
    }

    @Override
    public void noteTogether(Collection<String> messages) {
        messages.forEach(message -> attempts.putIfAbsent(message, new HashSet<>()));
    }

    @Override
    public int noteAlone(String message, UUID attempt) {
        Set<UUID> noted = attempts.computeIfAbsent(message, first -> new HashSet<>());
        noted.add(attempt);
        return noted.size();
    }

    @Override
    public void withdraw(String message, UUID attempt) {
        if (withdrawalsFail) {
            throw new StoreUnavailableException(new IOException("no answer"));
        }
        attempts.getOrDefault(message, new HashSet<>()).remove(attempt);
    }

    @Override
    public void forget(Collection<String> messages) {
        attempts.keySet().removeAll(messages);
    }

    public boolean isEmpty() {
        return attempts.isEmpty();
    }
}
