package io.spillway.gateway.core.identity;

import java.time.Instant;
import java.util.Optional;

import io.spillway.contract.order.UserId;

/**
 * The families of refresh tokens, one for each session. Of a family only one token is good at any time. Every method throws
 * {@link AccountsUnavailableException} when they cannot be reached.
 */
public interface RefreshTokens {

    /**
     * @param currentHash of the one token that is good
     * @param expiresAt   when that one is good no longer
     */
    record Family(SessionId session, UserId user, String currentHash, Instant expiresAt) {

        @Override
        public String toString() {
            return "Family[session=" + session + "]";
        }
    }

    void begin(Family family);

    /** Empty when there is none, or it was revoked. An expired one may be there still. */
    Optional<Family> find(SessionId session);

    /**
     * Spends the family's token for another one, in one step: of two that spend the same token at the same time, one gets
     * false.
     */
    boolean rotate(SessionId session, String spentHash, String newHash, Instant expiresAt);

    /** After this no token of the family is good. One that does not exist is fine. */
    void revoke(SessionId session);
}
