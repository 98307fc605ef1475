package io.spillway.gateway.security;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import io.spillway.contract.identity.Role;
import io.spillway.contract.order.UserId;
import io.spillway.gateway.core.identity.AccessToken;
import io.spillway.gateway.core.identity.Authenticator;
import io.spillway.gateway.core.identity.ConsumerKey;
import io.spillway.gateway.core.identity.Credentials;
import io.spillway.gateway.core.identity.Revocation;
import io.spillway.gateway.core.identity.RevocationCopy;
import io.spillway.gateway.core.identity.Revocations;
import io.spillway.gateway.core.identity.SessionId;

/** Callers whose tokens every server takes that has been given the same key, without anybody having logged in. */
public final class SignedCallers {

    private static final String ISSUER = "spillway";
    private static final String AUDIENCE = "spillway-orders";
    private static final Duration LIFETIME = Duration.ofHours(12);

    private final Clock clock = Clock.systemUTC();
    private final JwtTokens tokens;

    /** @param pem a key as {@link #newKey} makes them */
    public SignedCallers(String pem) {
        tokens = new JwtTokens(SigningKeys.of(List.of(pem)), ISSUER, AUDIENCE, clock);
    }

    /** For {@code SPILLWAY_SECURITY_SIGNING_KEYS}. */
    public static String newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return "-----BEGIN PRIVATE KEY-----"
                    + Base64.getEncoder().encodeToString(generator.generateKeyPair().getPrivate().getEncoded())
                    + "-----END PRIVATE KEY-----";
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java platform has EC keys", impossible);
        }
    }

    public Credentials issue(UserId user) {
        ConsumerKey key = ConsumerKey.generate(new SecureRandom());
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        String token = tokens.issue(new AccessToken(user, Set.of(Role.USER), new SessionId(UUID.randomUUID()),
                key.hash(), now, now.plus(LIFETIME)));
        return new Credentials(token, key.value());
    }

    /** Authenticates as a gateway does to which nobody has revoked anything: checks a signature once, and remembers. */
    public Authenticator authenticator(int remembered) {
        return new Authenticator(new RememberedTokens(tokens, remembered, clock), noRevocations(), clock);
    }

    /** The same, without remembering. */
    Authenticator forgetfulAuthenticator() {
        return new Authenticator(tokens, noRevocations(), clock);
    }

    private RevocationCopy noRevocations() {
        RevocationCopy none = new RevocationCopy(new NoRevocations(), clock);
        none.refresh();
        return none;
    }

    private static final class NoRevocations implements Revocations {

        @Override
        public void add(Revocation revocation) {}

        @Override
        public List<Revocation> addedSince(Instant time) {
            return List.of();
        }
    }
}
