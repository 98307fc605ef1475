package io.spillway.gateway.security;

import java.util.concurrent.TimeUnit;

import io.spillway.contract.order.UserId;
import io.spillway.gateway.core.identity.Authenticator;
import io.spillway.gateway.core.identity.Credentials;
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
    public void prepare() {
        SignedCallers callers = new SignedCallers(SignedCallers.newKey());
        cold = callers.forgetfulAuthenticator();
        warm = callers.authenticator(1_000);
        credentials = callers.issue(new UserId("benchmark"));
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
}
