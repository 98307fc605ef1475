package io.spillway.orders.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;

import io.spillway.contract.command.Actor;
import io.spillway.contract.identity.TokenClaims;

/**
 * What a token says that was verified.
 *
 * @param consumerKeyHash of the key without which the token is worth nothing
 * @param keyId           of the gateway's key that verified it
 * @param goodUntil       from then on it counts no more, clock skew included
 */
record AccessToken(Actor actor, String consumerKeyHash, String keyId, Instant goodUntil) {

    boolean isBoundTo(String consumerKey) {
        // takes as long for a hash that is nearly right as for one that is not
        return MessageDigest.isEqual(bytes(consumerKeyHash), bytes(TokenClaims.hashOf(consumerKey)));
    }

    private static byte[] bytes(String hash) {
        return hash.getBytes(StandardCharsets.UTF_8);
    }
}
