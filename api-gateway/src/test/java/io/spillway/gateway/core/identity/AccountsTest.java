package io.spillway.gateway.core.identity;

import java.util.Set;

import io.spillway.contract.identity.Role;
import io.spillway.contract.order.InvalidValueException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AccountsTest {

    private final IdentityFixture fixture = new IdentityFixture();

    @Test
    void anAccountHoldsNothingThatOpensIt() {
        ConsumerKey key = fixture.register("ann", "ann's password");

        Account ann = fixture.identity.accounts().byName(new Username("ann")).orElseThrow();
        assertThat(ann.consumerKeyHash()).isEqualTo(key.hash()).isNotEqualTo(key.value());
        assertThat(ann.roles()).isEqualTo(Set.of(Role.USER));
        assertThat(ann.id().value()).matches("[0-9a-f]{32}");
    }

    @Test
    void aNameIsGivenOnce() {
        fixture.register("ann", "ann's password");

        assertThat(fixture.accounts.register(new Username("ANN"), new Password("eve's password")))
                .isEqualTo(new Accounts.Registration.UsernameTaken());
    }

    @Test
    void aNewKeyStopsTheOldOneAndItsTokens() {
        ConsumerKey old = fixture.register("ann", "ann's password");
        TokenPair before = fixture.logIn("ann", "ann's password");

        ConsumerKey key = fixture.accounts.replaceConsumerKey(fixture.token(before)).orElseThrow();

        assertThat(fixture.letsIn(before, old)).isFalse();
        assertThat(fixture.letsIn(before, key)).isFalse();
        TokenPair after = ((Sessions.Result.Granted) fixture.refresh(before)).tokens();
        assertThat(fixture.letsIn(after, old)).isFalse();
        assertThat(fixture.letsIn(after, key)).as("the session goes on with the new key").isTrue();
    }

    @Test
    void aReplacementWhoseAnswerWasLostIsRepeatedAndItsKeyIsWorthNothing() {
        fixture.register("ann", "ann's password");
        AccessToken ann = fixture.token(fixture.logIn("ann", "ann's password"));
        ConsumerKey lost = ConsumerKey.generate(fixture.random);
        fixture.identity.accounts().replaceConsumerKey(ann.user(), lost.hash());
        TokenPair ofLost = fixture.logIn("ann", "ann's password");

        ConsumerKey key = fixture.accounts.replaceConsumerKey(ann).orElseThrow();

        assertThat(fixture.letsIn(ofLost, lost)).isFalse();
        assertThat(fixture.letsIn(fixture.logIn("ann", "ann's password"), key)).isTrue();
    }

    @Test
    void theFirstOperatorIsMadeOnceAndNeverChanged() {
        Username root = new Username("root");
        ConsumerKey key = ConsumerKey.generate(fixture.random);

        assertThat(fixture.accounts.ensureOperator(root, new Password("first password"), key)).isTrue();
        Account made = fixture.identity.accounts().byName(root).orElseThrow();
        assertThat(made.roles()).contains(Role.OPERATOR);
        assertThat(fixture.accounts.ensureOperator(root, new Password("other password"),
                ConsumerKey.generate(fixture.random))).isTrue();

        assertThat(fixture.identity.accounts().byName(root)).contains(made);
    }

    @Test
    void anAccountOfThatNameDoesNotBecomeAnOperator() {
        fixture.register("root", "eve's password");

        assertThat(fixture.accounts.ensureOperator(new Username("root"), new Password("first password"),
                ConsumerKey.generate(fixture.random))).isFalse();

        assertThat(fixture.identity.accounts().byName(new Username("root")).orElseThrow().roles())
                .containsExactly(Role.USER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ab", " abc", "abc ", ".abc", "a/b", "a:b", "ünal", "a\nbc", "$where"})
    void aNameIsMadeOfPlainCharacters(String text) {
        assertThatThrownBy(() -> new Username(text)).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> new Username("a".repeat(65))).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void nothingTellsItsSecretByAccident() {
        ConsumerKey key = fixture.register("ann", "ann's password");
        TokenPair tokens = fixture.logIn("ann", "ann's password");
        Account ann = fixture.identity.accounts().byName(new Username("ann")).orElseThrow();

        for (Object holder : new Object[]{key, tokens, tokens.refreshToken(), ann, new Password("ann's password"),
                new Credentials(tokens.accessToken(), key.value()), fixture.token(tokens),
                fixture.identity.refreshTokens().find(tokens.refreshToken().session())}) {
            assertThat(holder.toString()).doesNotContain(key.value(), key.hash(), "ann's password",
                    tokens.accessToken(), tokens.refreshToken().value(), tokens.refreshToken().hash());
        }
    }
}
