package io.spillway.gateway.core.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

import io.spillway.contract.identity.TokenClaims;

/**
 * Decides who a caller is, without a database: the token must be good, the consumer key must be the one that the token is
 * bound to, and neither may be revoked. Thread-safe.
 */
public final class Authenticator {

    /** How far clocks may be apart. */
    public static final Duration CLOCK_SKEW = Duration.ofSeconds(30);

    private final TokenReader reader;
    private final RevocationCopy revocations;
    private final Clock clock;

    public Authenticator(TokenReader reader, RevocationCopy revocations, Clock clock) {
        this.reader = reader;
        this.revocations = revocations;
        this.clock = clock;
    }

    /** What credentials prove. */
    public sealed interface Result {

        record Authenticated(AccessToken token) implements Result {}

        /** Which of many things was wrong is nobody's business. */
        record Refused() implements Result {}

        /** This gateway never heard yet what is revoked. */
        record Unavailable() implements Result {}
    }

    public Result authenticate(Credentials credentials) {
        return judge(reader.read(credentials.token())
                .filter(token -> isBoundTo(token, credentials.consumerKey())));
    }

    /** As {@link #authenticate}, for somebody who asks about a token and does not have the key. */
    public Result inspect(String token) {
        return judge(reader.read(token));
    }

    private Result judge(Optional<AccessToken> read) {
        if (read.isEmpty() || isOver(read.get())) {
            return new Result.Refused();
        }
        if (!revocations.isLoaded()) {
            return new Result.Unavailable();
        }
        return revocations.revokes(read.get()) ? new Result.Refused() : new Result.Authenticated(read.get());
    }

    /** Asked here too, because a reader may remember tokens. */
    private boolean isOver(AccessToken token) {
        return !clock.instant().isBefore(token.expiresAt().plus(CLOCK_SKEW));
    }

    private static boolean isBoundTo(AccessToken token, String consumerKey) {
        return MessageDigest.isEqual(token.consumerKeyHash().getBytes(StandardCharsets.US_ASCII),
                TokenClaims.hashOf(consumerKey).getBytes(StandardCharsets.US_ASCII));
    }
}
