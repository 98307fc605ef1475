package io.spillway.orders.security;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;

/**
 * Remembers which tokens were found valid, until they expire or their key is withdrawn, because to verify a signature is
 * what costs most of a small read. Remembers nothing of invalid ones, of which everybody can make as many as they like;
 * and of a token only its hash, so that none can be read in a dump of the heap.
 */
final class RememberingCheck implements TokenCheck {

    static final int MAX_TOKENS = 10_000;

    private final TokenCheck check;
    private final GatewayKeys keys;
    private final Cache<ByteBuffer, AccessToken> valid;

    RememberingCheck(TokenCheck check, GatewayKeys keys, Clock clock) {
        this.check = check;
        this.keys = keys;
        this.valid = Caffeine.newBuilder()
                .maximumSize(MAX_TOKENS)
                // Tokens expire by the clock on the wall, so that one is the cache's too.
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .expireAfter(Expiry.<ByteBuffer, AccessToken>creating(
                        (hash, token) -> Duration.between(clock.instant(), token.goodUntil())))
                .executor(Runnable::run) // there is too little to do for a thread of its own
                .build();
    }

    @Override
    public Verdict check(String token) {
        ByteBuffer hash = hashOf(token);
        AccessToken known = valid.getIfPresent(hash);
        if (known != null && keys.find(known.keyId()) instanceof GatewayKeys.Lookup.Found) {
            return new Verdict.Valid(known);
        }
        Verdict verdict = check.check(token);
        if (verdict instanceof Verdict.Valid found) {
            valid.put(hash, found.token());
        }
        return verdict;
    }

    private static ByteBuffer hashOf(String token) {
        try {
            return ByteBuffer.wrap(
                    MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
