package io.spillway.gateway.core.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AuthenticatorTest {

    private final IdentityFixture fixture = new IdentityFixture();
    private final ConsumerKey key = fixture.register("ann", "ann's password");
    private final TokenPair tokens = fixture.logIn("ann", "ann's password");

    @Test
    void aTokenNeedsItsKey() {
        assertThat(fixture.letsIn(tokens, key)).isTrue();
        assertThat(fixture.letsIn(tokens, ConsumerKey.generate(fixture.random))).isFalse();
    }

    @Test
    void aTokenThatAReaderRemembersExpiresAllTheSame() {
        fixture.clock.pass(Duration.ofMinutes(15).plusSeconds(29));
        assertThat(fixture.letsIn(tokens, key)).isTrue();

        fixture.clock.pass(Duration.ofSeconds(1));
        assertThat(fixture.letsIn(tokens, key)).isFalse();
    }

    @Test
    void withoutTheDatabaseWhatWasGoodStaysGoodAndWhatWasRevokedStaysRevoked() {
        TokenPair revoked = fixture.logIn("ann", "ann's password");
        fixture.sessions.logOut(fixture.token(revoked));
        fixture.identity.away = true;
        assertThatThrownBy(fixture.revocations::refresh).isInstanceOf(AccountsUnavailableException.class);

        assertThat(fixture.letsIn(tokens, key)).isTrue();
        assertThat(fixture.letsIn(revoked, key)).isFalse();
    }

    @Test
    void aCopyThatWasNeverFilledLetsNobodyInAndRefusesNobody() {
        RevocationCopy empty = new RevocationCopy(fixture.identity.revocations(), fixture.clock);
        Authenticator young = new Authenticator(text -> Optional.ofNullable(fixture.issued.get(text)), empty,
                fixture.clock);

        assertThat(young.authenticate(new Credentials(tokens.accessToken(), key.value())))
                .isEqualTo(new Authenticator.Result.Unavailable());
        assertThat(young.authenticate(new Credentials("rubbish", key.value())))
                .isEqualTo(new Authenticator.Result.Refused());
        empty.refresh();
        assertThat(young.authenticate(new Credentials(tokens.accessToken(), key.value())))
                .isEqualTo(new Authenticator.Result.Authenticated(fixture.token(tokens)));
    }

    @Test
    void whatAnotherGatewayRevokedIsFoundAtTheNextRefresh() {
        RevocationCopy others = new RevocationCopy(fixture.identity.revocations(), fixture.clock);
        others.revoke(new Revocation(Revocation.ofKey(key.hash()), IdentityFixture.NOON.plusSeconds(3600)));
        assertThat(fixture.letsIn(tokens, key)).isTrue();

        fixture.revocations.refresh();

        assertThat(fixture.letsIn(tokens, key)).isFalse();
    }

    @Test
    void aRevocationOutlivesEveryTokenThatItStops() {
        fixture.sessions.logOut(fixture.token(tokens));

        for (int minute = 0; minute < 30; minute++) {
            fixture.clock.pass(Duration.ofMinutes(1));
            fixture.revocations.refresh();
            assertThat(fixture.letsIn(tokens, key)).isFalse();
        }
    }

    @Test
    void onlyWhatIsNewIsFetched() {
        fixture.clock.pass(Duration.ofHours(1));
        fixture.revocations.refresh();
        fixture.clock.pass(Duration.ofSeconds(1));
        fixture.revocations.refresh();

        assertThat(fixture.identity.asked()).containsExactly(Instant.EPOCH,
                IdentityFixture.NOON.minus(RevocationCopy.OVERLAP),
                IdentityFixture.NOON.plus(Duration.ofHours(1)).minus(RevocationCopy.OVERLAP));
    }
}
