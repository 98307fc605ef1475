package io.spillway.gateway.core.identity;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import io.spillway.contract.identity.Role;
import io.spillway.contract.order.UserId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What every database of accounts must do. */
public abstract class IdentityStoreContract {

    protected static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private static final Account ANN = account("ann", "user-1");

    protected abstract AccountStore accounts();

    protected abstract RefreshTokens refreshTokens();

    protected abstract Revocations revocations();

    @Test
    void findsAnAccountByNameAndById() {
        assertThat(accounts().add(ANN)).isTrue();

        assertThat(accounts().byName(new Username("Ann"))).contains(ANN);
        assertThat(accounts().byId(ANN.id())).contains(ANN);
        assertThat(accounts().byName(new Username("bob"))).isEmpty();
        assertThat(accounts().byId(new UserId("nobody"))).isEmpty();
    }

    @Test
    void givesANameOnceAndKeepsTheFirstAccount() {
        accounts().add(ANN);

        assertThat(accounts().add(account("ANN", "user-2"))).isFalse();

        assertThat(accounts().byName(ANN.username())).contains(ANN);
        assertThat(accounts().byId(new UserId("user-2"))).isEmpty();
    }

    @Test
    void replacesAKeyAndTellsTheOneBefore() {
        accounts().add(ANN);

        assertThat(accounts().replaceConsumerKey(ANN.id(), "new")).contains(ANN.consumerKeyHash());

        assertThat(accounts().byId(ANN.id()).orElseThrow().consumerKeyHash()).isEqualTo("new");
        assertThat(accounts().replaceConsumerKey(new UserId("nobody"), "new")).isEmpty();
    }

    @Test
    void aTokenIsSpentOnce() {
        SessionId session = begin();

        assertThat(refreshTokens().rotate(session, "first", "second", NOW.plusSeconds(90))).isTrue();
        assertThat(refreshTokens().rotate(session, "first", "other", NOW.plusSeconds(90))).isFalse();

        assertThat(refreshTokens().find(session)).contains(
                new RefreshTokens.Family(session, ANN.id(), "second", NOW.plusSeconds(90)));
    }

    @Test
    void ofManyWhoSpendATokenAtTheSameTimeOneSucceeds() throws Exception {
        SessionId session = begin();
        List<Callable<Boolean>> thieves = IntStream.range(0, 16)
                .<Callable<Boolean>>mapToObj(
                        i -> () -> refreshTokens().rotate(session, "first", "next-" + i, NOW.plusSeconds(90)))
                .toList();

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long successes = 0;
            for (Future<Boolean> result : threads.invokeAll(thieves)) {
                successes += result.get() ? 1 : 0;
            }
            assertThat(successes).isEqualTo(1);
        }
    }

    @Test
    void ofARevokedFamilyNothingIsLeft() {
        SessionId session = begin();

        refreshTokens().revoke(session);
        refreshTokens().revoke(session);

        assertThat(refreshTokens().find(session)).isEmpty();
        assertThat(refreshTokens().rotate(session, "first", "second", NOW.plusSeconds(90))).isFalse();
    }

    @Test
    void whatWasRevokedIsFoundAlsoWhenItWasRevokedTwice() {
        Revocation key = new Revocation("key:abc", NOW.plusSeconds(60));
        revocations().add(key);
        revocations().add(key);

        assertThat(revocations().addedSince(Instant.EPOCH)).containsExactly(key);
        assertThat(revocations().addedSince(NOW.minusSeconds(60))).containsExactly(key);
    }

    private SessionId begin() {
        SessionId session = new SessionId(UUID.randomUUID());
        refreshTokens().begin(new RefreshTokens.Family(session, ANN.id(), "first", NOW.plusSeconds(60)));
        return session;
    }

    private static Account account(String name, String id) {
        return new Account(new UserId(id), new Username(name), "{bcrypt}x", "hash-of-" + id,
                Set.of(Role.USER, Role.OPERATOR), NOW);
    }
}
