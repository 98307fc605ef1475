package io.spillway.gateway.security;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.spillway.gateway.core.identity.AccessToken;
import io.spillway.gateway.core.identity.Authenticator;
import io.spillway.gateway.core.identity.TokenReader;

/**
 * Remembers tokens that were good, because checking a signature costs more than all else about a request. Only good ones,
 * so that nobody fills it with rubbish; under a hash, so that no dump of the memory's long-lived part holds a token. They
 * are gone when they expire; whether one is revoked is asked at every use, and not here.
 */
final class RememberedTokens implements TokenReader {

    private final TokenReader reader;
    private final Cache<Digest, AccessToken> good;

    RememberedTokens(TokenReader reader, int size, Clock clock) {
        this.reader = reader;
        this.good = Caffeine.newBuilder()
                .maximumSize(size)
                .expireAfter(Expiry.creating((Digest digest, AccessToken token) -> Duration
                        .between(clock.instant(), token.expiresAt().plus(Authenticator.CLOCK_SKEW))))
                .build();
    }

    @Override
    public Optional<AccessToken> read(String text) {
        if (text.length() > JwtTokens.MAX_LENGTH) {
            return Optional.empty();
        }
        Digest digest = Digest.of(text);
        AccessToken known = good.getIfPresent(digest);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<AccessToken> read = reader.read(text);
        read.ifPresent(token -> good.put(digest, token));
        return read;
    }

    /** A SHA-256, in a form that can be a key. */
    private record Digest(long a, long b, long c, long d) {

        static Digest of(String text) {
            try {
                ByteBuffer hash = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256")
                        .digest(text.getBytes(StandardCharsets.UTF_8)));
                return new Digest(hash.getLong(), hash.getLong(), hash.getLong(), hash.getLong());
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException("Every Java platform has SHA-256", impossible);
            }
        }
    }
}
