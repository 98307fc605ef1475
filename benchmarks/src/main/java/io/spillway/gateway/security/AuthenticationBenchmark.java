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
import java.util.concurrent.TimeUnit;

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
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Token and consumer key to a decision: the first time a token is seen, and every time after. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@SuppressWarnings("NullAway.Init") // by @Setup
public class AuthenticationBenchmark {

    private Authenticator cold;
    private Authenticator warm;
    private Credentials credentials;

    @Setup
    public void prepare() throws GeneralSecurityException {
        Clock clock = Clock.systemUTC();
        JwtTokens tokens = new JwtTokens(SigningKeys.of(List.of(pem())), "spillway", "spillway-orders", clock);
        RevocationCopy revocations = new RevocationCopy(new NoRevocations(), clock);
        revocations.refresh();
        cold = new Authenticator(tokens, revocations, clock);
        warm = new Authenticator(new RememberedTokens(tokens, 1_000, clock), revocations, clock);

        ConsumerKey key = ConsumerKey.generate(new SecureRandom());
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        String token = tokens.issue(new AccessToken(new UserId("benchmark"), Set.of(Role.USER),
                new SessionId(UUID.randomUUID()), key.hash(), now, now.plus(Duration.ofHours(12))));
        credentials = new Credentials(token, key.value());
        requireAuthenticated(cold);
        requireAuthenticated(warm);
    }

    private void requireAuthenticated(Authenticator authenticator) {
        if (!(authenticator.authenticate(credentials) instanceof Authenticator.Result.Authenticated)) {
            throw new IllegalStateException("The benchmark would measure refusals");
        }
    }

    @Benchmark
    public Authenticator.Result cold() {
        return cold.authenticate(credentials);
    }

    @Benchmark
    public Authenticator.Result warm() {
        return warm.authenticate(credentials);
    }

    private static String pem() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return "-----BEGIN PRIVATE KEY-----"
                + Base64.getEncoder().encodeToString(generator.generateKeyPair().getPrivate().getEncoded())
                + "-----END PRIVATE KEY-----";
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
