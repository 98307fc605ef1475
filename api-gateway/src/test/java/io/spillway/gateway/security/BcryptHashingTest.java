package io.spillway.gateway.security;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import io.spillway.gateway.core.identity.AccountsUnavailableException;
import io.spillway.gateway.core.identity.Password;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BcryptHashingTest {

    private static final Password PASSWORD = new Password("correct horse");

    @Test
    void aHashIsOfOnePasswordAndNeverTheSameTwice() {
        try (BcryptHashing hashing = new BcryptHashing(new PasswordSettings(10, 10))) {
            String hash = hashing.hash(PASSWORD);

            assertThat(hash).startsWith("{bcrypt}$2a$10$").isNotEqualTo(hashing.hash(PASSWORD));
            assertThat(hashing.matches(PASSWORD, hash)).isTrue();
            assertThat(hashing.matches(new Password("wrong horse"), hash)).isFalse();
        }
    }

    @Test
    void nobodysHashIsAsSlowAsAny() {
        try (BcryptHashing hashing = new BcryptHashing(new PasswordSettings(10, 10))) {
            hashing.matches(PASSWORD, hashing.nobodys());
            long start = System.nanoTime();
            boolean matches = hashing.matches(PASSWORD, hashing.nobodys());
            long nobodys = System.nanoTime() - start;
            String real = hashing.hash(PASSWORD);
            start = System.nanoTime();
            hashing.matches(PASSWORD, real);
            long somebodys = System.nanoTime() - start;

            assertThat(matches).isFalse();
            // far apart when one of them does nothing; a busy machine may well double a time
            assertThat((double) nobodys / somebodys).isBetween(0.2, 5.0);
        }
    }

    @Test
    void aFloodIsSentAway() throws Exception {
        try (BcryptHashing hashing = new BcryptHashing(new PasswordSettings(10, 1));
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> results = IntStream.range(0, 50).mapToObj(i -> callers.submit(() -> {
                try {
                    return hashing.hash(PASSWORD);
                } catch (AccountsUnavailableException full) {
                    return "sent away";
                }
            })).toList();
            long sentAway = 0;
            for (Future<String> result : results) {
                sentAway += result.get().equals("sent away") ? 1 : 0;
            }

            assertThat(sentAway).isBetween(1L, 49L);
        }
    }
}
