package io.spillway.gateway.core.identity;

import java.time.Instant;

/**
 * Stops access tokens before they expire.
 *
 * @param subject   what they have in common
 * @param expiresAt when the last of them has expired by itself
 */
public record Revocation(String subject, Instant expiresAt) {

    /** All tokens bound to a consumer key. */
    static String ofKey(String keyHash) {
        return "key:" + keyHash;
    }

    /** All tokens of a session. */
    static String ofSession(SessionId session) {
        return "session:" + session;
    }
}
