package io.spillway.gateway.core.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Accounts without any technology: passwords are their own hashes, and tokens are looked up. */
final class IdentityFixture {

    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    static final Sessions.Lifetimes LIFETIMES = new Sessions.Lifetimes(Duration.ofMinutes(15), Duration.ofDays(30));

    final InMemoryIdentity identity = new InMemoryIdentity();
    final MovableClock clock = new MovableClock();
    final PlainHashing hashing = new PlainHashing();
    final Map<String, AccessToken> issued = new HashMap<>();
    final RevocationCopy revocations = new RevocationCopy(identity.revocations(), clock);
    final RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    final Accounts accounts = new Accounts(identity.accounts(), revocations, hashing, LIFETIMES, random, clock);
    final Sessions sessions = new Sessions(identity.accounts(), identity.refreshTokens(), revocations, hashing,
            this::issue, LIFETIMES, random, clock);
    final Authenticator authenticator = new Authenticator(text -> Optional.ofNullable(issued.get(text)), revocations,
            clock);

    IdentityFixture() {
        revocations.refresh();
    }

    private String issue(AccessToken token) {
        String text = "token-" + issued.size();
        issued.put(text, token);
        return text;
    }

    ConsumerKey register(String name, String password) {
        return ((Accounts.Registration.Registered) accounts.register(new Username(name), new Password(password)))
                .consumerKey();
    }

    TokenPair logIn(String name, String password) {
        return ((Sessions.Result.Granted) sessions.logIn(name, password)).tokens();
    }

    Sessions.Result refresh(TokenPair tokens) {
        return sessions.refresh(tokens.refreshToken().value());
    }

    boolean letsIn(TokenPair tokens, ConsumerKey key) {
        return authenticator.authenticate(
                new Credentials(tokens.accessToken(), key.value())) instanceof Authenticator.Result.Authenticated;
    }

    AccessToken token(TokenPair tokens) {
        return issued.get(tokens.accessToken());
    }

    /** Counts what it does, so that a test can tell whether two ways cost the same. */
    static final class PlainHashing implements PasswordHashing {

        int comparisons;

        @Override
        public String hash(Password password) {
            return "hash of " + password.value();
        }

        @Override
        public boolean matches(Password password, String hash) {
            comparisons++;
            return hash(password).equals(hash);
        }

        @Override
        public String nobodys() {
            return "nobody's";
        }
    }

    static final class MovableClock extends Clock {

        Instant now = NOON;

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
