package io.spillway.benchmarks.servers;

import java.util.List;
import java.util.stream.IntStream;

import io.spillway.contract.order.UserId;
import io.spillway.gateway.core.identity.Credentials;
import io.spillway.gateway.security.SignedCallers;

/**
 * Users with a token and a consumer key.
 *
 * @param key servers that are given it take their tokens
 */
public record Callers(String key, List<Credentials> credentials) {

    public Callers {
        credentials = List.copyOf(credentials);
    }

    public static Callers make(int users) {
        String key = SignedCallers.newKey();
        SignedCallers signed = new SignedCallers(key);
        return new Callers(key, IntStream.range(0, users).mapToObj(i -> signed.issue(new UserId("benchmark-" + i)))
                .toList());
    }

    @Override
    public String toString() {
        return credentials.size() + " users";
    }
}
