package io.spillway.gateway.core.identity;

import java.util.Optional;

/** Reads access tokens. Thread-safe. */
@FunctionalInterface
public interface TokenReader {

    /**
     * What the token says, if one of us signed exactly this and it is good at this time. Never throws, and never fetches
     * anything, whatever the text says.
     */
    Optional<AccessToken> read(String text);
}
