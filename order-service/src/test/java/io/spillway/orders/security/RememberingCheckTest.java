package io.spillway.orders.security;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.spillway.contract.command.Actor;
import io.spillway.contract.identity.TokenClaims;
import io.spillway.contract.order.UserId;
import io.spillway.orders.security.TokenCheck.Verdict;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How often a token is verified. */
class RememberingCheckTest {

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final Duration LIFETIME = Duration.ofMinutes(15);
    private static final SigningKey KEY = new SigningKey();
    private static final AccessToken ANNS = new AccessToken(new Actor(new UserId("ann"), false),
            TokenClaims.hashOf("ann's"), KEY.id(), NOON.plus(LIFETIME));

    private final SettableClock clock = new SettableClock(NOON);
    private final FakeKeySource source = new FakeKeySource(KEY);
    private final CountingCheck verification = new CountingCheck();
    private final TokenCheck check = new RememberingCheck(verification, new GatewayKeys(source, clock::nanoTime),
            clock);

    @Test
    void verifiesAValidTokenOnce() {
        for (int i = 0; i < 100; i++) {
            assertThat(check.check("valid")).isEqualTo(new Verdict.Valid(ANNS));
        }

        assertThat(verification.checked).containsExactly("valid");
    }

    @Test
    void verifiesEachTokenByItself() {
        check.check("valid");
        check.check("valid.");
        check.check("valie");

        assertThat(verification.checked).containsExactly("valid", "valid.", "valie");
    }

    @Test
    void remembersATokenUntilItExpires() {
        check.check("valid");
        clock.advance(LIFETIME.minusMillis(1));
        check.check("valid");
        assertThat(verification.checked).hasSize(1);

        verification.verdict = new Verdict.Invalid();
        clock.advance(Duration.ofMillis(1));
        assertThat(check.check("valid")).isEqualTo(new Verdict.Invalid());
        assertThat(verification.checked).hasSize(2);
    }

    @Test
    void forgetsTheTokensOfAKeyThatWasWithdrawn() {
        check.check("valid");
        check.check("valid");
        source.publish(new SigningKey());
        verification.verdict = new Verdict.Invalid();

        clock.advance(GatewayKeys.REFRESH);

        assertThat(check.check("valid")).isEqualTo(new Verdict.Invalid());
    }

    @Test
    void doesNotRememberWhatIsNotValid() {
        verification.verdict = new Verdict.Invalid();
        check.check("invalid");
        check.check("invalid");
        verification.verdict = new Verdict.Undecided();
        check.check("undecided");
        check.check("undecided");

        assertThat(verification.checked).containsExactly("invalid", "invalid", "undecided", "undecided");
    }

    @Test
    void isBounded() {
        for (int i = 0; i < 2 * RememberingCheck.MAX_TOKENS; i++) {
            check.check("valid " + i);
        }
        verification.checked.clear();

        for (int i = 0; i < 2 * RememberingCheck.MAX_TOKENS; i++) {
            check.check("valid " + i);
        }
        assertThat(verification.checked).hasSizeGreaterThanOrEqualTo(RememberingCheck.MAX_TOKENS);
    }

    private static final class CountingCheck implements TokenCheck {

        final List<String> checked = new ArrayList<>();
        Verdict verdict = new Verdict.Valid(ANNS);

        @Override
        public Verdict check(String token) {
            checked.add(token);
            return verdict;
        }
    }
}
