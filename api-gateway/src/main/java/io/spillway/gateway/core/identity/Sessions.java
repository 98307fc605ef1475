package io.spillway.gateway.core.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

import io.spillway.contract.order.InvalidValueException;
import org.jspecify.annotations.Nullable;

/**
 * Logging in, staying so, and out. A refresh token is good once; one that comes a second time was copied by somebody, so
 * its whole session ends, for the thief and for the owner (RFC 9700 §4.14.2).
 */
public final class Sessions {

    private final AccountStore accounts;
    private final RefreshTokens refreshTokens;
    private final RevocationCopy revocations;
    private final PasswordHashing passwords;
    private final TokenIssuer issuer;
    private final Lifetimes lifetimes;
    private final RandomGenerator random;
    private final Clock clock;

    /** @param random unpredictable, such as {@link java.security.SecureRandom} */
    public Sessions(AccountStore accounts, RefreshTokens refreshTokens, RevocationCopy revocations,
            PasswordHashing passwords, TokenIssuer issuer, Lifetimes lifetimes, RandomGenerator random, Clock clock) {
        this.accounts = accounts;
        this.refreshTokens = refreshTokens;
        this.revocations = revocations;
        this.passwords = passwords;
        this.issuer = issuer;
        this.lifetimes = lifetimes;
        this.random = random;
        this.clock = clock;
    }

    /** How long tokens are good. */
    public record Lifetimes(Duration access, Duration refresh) {

        /** When a revocation made now has nothing to stop any more, also tokens that another gateway just makes. */
        Instant revocationEnd(Instant now) {
            return now.plus(access).plus(Authenticator.CLOCK_SKEW).plus(Duration.ofMinutes(2));
        }
    }

    /** What logging in or refreshing gave. */
    public sealed interface Result {

        record Granted(TokenPair tokens) implements Result {}

        /** Which of many things was wrong is nobody's business. */
        record Refused() implements Result {}
    }

    /** Begins a session. Takes the same time for an unknown name as for a wrong password. */
    public Result logIn(String username, String password) {
        Optional<Account> account = name(username).flatMap(accounts::byName);
        String hash = account.map(Account::passwordHash).orElseGet(passwords::nobodys);
        Password typed = password(password);
        boolean matches = typed != null && passwords.matches(typed, hash);
        if (typed == null) {
            // takes as long as one that could have been right
            passwords.matches(new Password("not the password"), passwords.nobodys());
        }
        return account.filter(known -> matches).map(this::begin).orElseGet(Result.Refused::new);
    }

    /** Spends a refresh token for a new pair. */
    public Result refresh(String text) {
        return RefreshToken.parse(text).map(this::spend).orElseGet(Result.Refused::new);
    }

    /** Ends the session that {@code token} belongs to: its refresh token, and every access token of it. */
    public void logOut(AccessToken token) {
        end(token.session());
    }

    private Result begin(Account account) {
        RefreshToken first = RefreshToken.generate(new SessionId(randomId()), random);
        refreshTokens.begin(new RefreshTokens.Family(first.session(), account.id(), first.hash(), refreshExpiry()));
        return grant(account, first);
    }

    private Result spend(RefreshToken token) {
        RefreshTokens.Family family = refreshTokens.find(token.session()).orElse(null);
        if (family == null || !clock.instant().isBefore(family.expiresAt())) {
            return new Result.Refused();
        }
        if (!isSame(family.currentHash(), token.hash())) {
            return stolen(token.session());
        }
        // read before the token is spent: with the database away after that, the caller would stand without one
        Account account = accounts.byId(family.user()).orElse(null);
        if (account == null) {
            return new Result.Refused();
        }
        RefreshToken next = RefreshToken.generate(token.session(), random);
        return refreshTokens.rotate(token.session(), token.hash(), next.hash(), refreshExpiry())
                ? grant(account, next)
                : stolen(token.session()); // somebody else spent it a moment ago
    }

    private Result stolen(SessionId session) {
        end(session);
        return new Result.Refused();
    }

    private void end(SessionId session) {
        // in this order: what fails in between is repeated with a token that is still good
        refreshTokens.revoke(session);
        revocations.revoke(new Revocation(Revocation.ofSession(session), lifetimes.revocationEnd(clock.instant())));
    }

    private Result grant(Account account, RefreshToken refreshToken) {
        // tokens count in whole seconds
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        AccessToken token = new AccessToken(account.id(), account.roles(), refreshToken.session(),
                account.consumerKeyHash(), now, now.plus(lifetimes.access()));
        return new Result.Granted(new TokenPair(issuer.issue(token), lifetimes.access(), refreshToken));
    }

    private Instant refreshExpiry() {
        return clock.instant().plus(lifetimes.refresh());
    }

    private UUID randomId() {
        // version 4, RFC 9562 §5.4
        return new UUID((random.nextLong() & ~0xF000L) | 0x4000L,
                (random.nextLong() & 0x3FFFFFFFFFFFFFFFL) | Long.MIN_VALUE);
    }

    private static boolean isSame(String hash, String other) {
        return MessageDigest.isEqual(hash.getBytes(StandardCharsets.US_ASCII),
                other.getBytes(StandardCharsets.US_ASCII));
    }

    private static Optional<Username> name(String text) {
        try {
            return Optional.of(new Username(text));
        } catch (InvalidValueException nobodys) {
            return Optional.empty();
        }
    }

    private static @Nullable Password password(String text) {
        try {
            return new Password(text);
        } catch (InvalidValueException nobodys) {
            return null;
        }
    }
}
