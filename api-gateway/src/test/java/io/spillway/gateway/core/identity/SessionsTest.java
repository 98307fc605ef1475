package io.spillway.gateway.core.identity;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SessionsTest {

    private static final Sessions.Result REFUSED = new Sessions.Result.Refused();

    private final IdentityFixture fixture = new IdentityFixture();
    private final ConsumerKey key = fixture.register("ann", "ann's password");

    @Test
    void thePasswordGivesATokenBoundToTheKey() {
        TokenPair tokens = fixture.logIn("Ann", "ann's password");

        assertThat(fixture.letsIn(tokens, key)).isTrue();
        AccessToken token = fixture.token(tokens);
        assertThat(token.consumerKeyHash()).isEqualTo(key.hash());
        assertThat(token.expiresAt()).isEqualTo(IdentityFixture.NOON.plus(Duration.ofMinutes(15)));
    }

    @ParameterizedTest
    @CsvSource({"ann, another password", "ann, ''", "ann, short", "bob, ann's password", "'', ''",
            "'a b', ann's password"})
    void anythingElseIsRefusedAfterExactlyOneComparison(String name, String password) {
        assertThat(fixture.sessions.logIn(name, password)).isEqualTo(REFUSED);
        assertThat(fixture.hashing.comparisons).isEqualTo(1);
    }

    @Test
    void aRefreshTokenIsGoodOnce() {
        TokenPair first = fixture.logIn("ann", "ann's password");

        assertThat(fixture.refresh(first)).isInstanceOfSatisfying(Sessions.Result.Granted.class, second -> {
            assertThat(second.tokens().refreshToken()).isNotEqualTo(first.refreshToken());
            assertThat(fixture.letsIn(second.tokens(), key)).isTrue();
            assertThat(fixture.letsIn(first, key)).as("until it expires").isTrue();
        });
        assertThat(fixture.refresh(first)).isEqualTo(REFUSED);
    }

    @Test
    void oneThatComesASecondTimeEndsTheSessionAndNoOther() {
        TokenPair other = fixture.logIn("ann", "ann's password");
        TokenPair first = fixture.logIn("ann", "ann's password");
        TokenPair second = ((Sessions.Result.Granted) fixture.refresh(first)).tokens();

        assertThat(fixture.refresh(first)).isEqualTo(REFUSED);

        assertThat(fixture.refresh(second)).isEqualTo(REFUSED);
        assertThat(fixture.letsIn(first, key)).isFalse();
        assertThat(fixture.letsIn(second, key)).isFalse();
        assertThat(fixture.letsIn(other, key)).isTrue();
        assertThat(fixture.refresh(other)).isInstanceOf(Sessions.Result.Granted.class);
    }

    @Test
    void aSessionThatRestedTooLongIsOver() {
        TokenPair tokens = fixture.logIn("ann", "ann's password");
        fixture.clock.pass(Duration.ofDays(30));

        assertThat(fixture.refresh(tokens)).isEqualTo(REFUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "eyJ.a.b", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void whatNobodyIssuedIsRefused(String text) {
        assertThat(fixture.sessions.refresh(text)).isEqualTo(REFUSED);
    }

    @Test
    void loggingOutEndsEverythingOfTheSession() {
        TokenPair first = fixture.logIn("ann", "ann's password");
        TokenPair second = ((Sessions.Result.Granted) fixture.refresh(first)).tokens();

        fixture.sessions.logOut(fixture.token(second));

        assertThat(fixture.letsIn(first, key)).isFalse();
        assertThat(fixture.letsIn(second, key)).isFalse();
        assertThat(fixture.refresh(second)).isEqualTo(REFUSED);
    }

    @Test
    void aRefreshTokenIsNotSpentWhenTheDatabaseIsAway() {
        TokenPair tokens = fixture.logIn("ann", "ann's password");
        fixture.identity.away = true;
        assertThatThrownBy(() -> fixture.refresh(tokens)).isInstanceOf(AccountsUnavailableException.class);
        fixture.identity.away = false;

        assertThat(fixture.refresh(tokens)).isInstanceOf(Sessions.Result.Granted.class);
    }
}
