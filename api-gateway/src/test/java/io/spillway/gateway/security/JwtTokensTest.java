package io.spillway.gateway.security;

import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import io.spillway.contract.identity.Role;
import io.spillway.contract.order.UserId;
import io.spillway.gateway.TestKeys;
import io.spillway.gateway.core.identity.AccessToken;
import io.spillway.gateway.core.identity.SessionId;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Reading and writing; what is refused is in {@code AttacksTest}. */
class JwtTokensTest {

    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private static final KeyPair OLD = TestKeys.generate("secp256r1");
    private static final KeyPair NEW = TestKeys.generate("secp256r1");
    private static final AccessToken TOKEN = new AccessToken(new UserId("ann"), Set.of(Role.USER, Role.OPERATOR),
            new SessionId(UUID.randomUUID()), "hash", NOW, NOW.plusSeconds(900));

    @Test
    void whatIsWrittenIsRead() {
        JwtTokens tokens = tokens(NOW, OLD);

        assertThat(tokens.read(tokens.issue(TOKEN))).contains(TOKEN);
    }

    @Test
    void aTokenHasTheAgreedMembers() {
        String[] parts = tokens(NOW, OLD).issue(TOKEN).split("\\.");

        assertThat(json(parts[0])).isEqualTo(JsonMapper.shared().readTree("""
                {"typ": "at+jwt", "kid": "%s", "alg": "ES256"}""".formatted(TestKeys.thumbprint(OLD))));
        JsonNode claims = json(parts[1]);
        assertThat(claims.propertyNames()).containsExactlyInAnyOrder("iss", "aud", "sub", "iat", "nbf", "exp", "jti",
                "sid", "roles", "cnf");
        assertThat(claims.path("roles").toString()).isEqualTo("[\"OPERATOR\",\"USER\"]");
        assertThat(claims.path("cnf").toString()).isEqualTo("{\"ck#S256\":\"hash\"}");
        assertThat(claims.path("exp").longValue() - claims.path("iat").longValue()).isEqualTo(900);
    }

    @Test
    void aTokenOfTheKeyBeforeIsGoodUntilThatKeyIsTakenAway() {
        String before = tokens(NOW, OLD).issue(TOKEN);

        assertThat(tokens(NOW, NEW, OLD).read(before)).contains(TOKEN);
        assertThat(tokens(NOW, OLD, NEW).read(tokens(NOW, NEW, OLD).issue(TOKEN))).contains(TOKEN);
        assertThat(tokens(NOW, NEW).read(before)).isEmpty();
    }

    @Test
    void clocksMayDifferByHalfAMinute() {
        String token = tokens(NOW, OLD).issue(TOKEN);

        assertThat(tokens(NOW.minusSeconds(30), OLD).read(token)).isPresent();
        assertThat(tokens(NOW.minusSeconds(31), OLD).read(token)).isEmpty();
        assertThat(tokens(NOW.plusSeconds(929), OLD).read(token)).isPresent();
        assertThat(tokens(NOW.plusSeconds(931), OLD).read(token)).isEmpty();
    }

    @Test
    void aGoodTokenIsCheckedOnceAndABadOneEveryTime() {
        AtomicInteger checks = new AtomicInteger();
        RememberedTokens remembered = new RememberedTokens(text -> {
            checks.incrementAndGet();
            return text.equals("good") ? Optional.of(TOKEN) : Optional.empty();
        }, 10, Clock.fixed(NOW, ZoneOffset.UTC));

        for (int i = 0; i < 3; i++) {
            assertThat(remembered.read("good")).contains(TOKEN);
            assertThat(remembered.read("bad")).isEmpty();
        }
        assertThat(checks).hasValue(1 + 3);
    }

    @Test
    void nothingReadsATokenThatIsTooLong() {
        RememberedTokens remembered = new RememberedTokens(text -> {
            throw new AssertionError();
        }, 10, Clock.systemUTC());

        assertThat(remembered.read("a".repeat(8 * 1024 + 1))).isEmpty();
        assertThat(tokens(NOW, OLD).read("a".repeat(8 * 1024 + 1))).isEmpty();
    }

    @Test
    void aTokenThatIsOverIsForgotten() {
        AtomicInteger checks = new AtomicInteger();
        RememberedTokens remembered = new RememberedTokens(text -> {
            checks.incrementAndGet();
            return Optional.of(TOKEN);
        }, 10, Clock.fixed(TOKEN.expiresAt().plus(Duration.ofMinutes(1)), ZoneOffset.UTC));

        remembered.read("old");
        remembered.read("old");

        assertThat(checks).hasValue(2);
    }

    private static JwtTokens tokens(Instant now, KeyPair... keys) {
        return new JwtTokens(SigningKeys.of(List.of(keys).stream().map(TestKeys::pem).toList()), "spillway",
                "spillway-orders", Clock.fixed(now, ZoneOffset.UTC));
    }

    private static JsonNode json(String part) {
        return JsonMapper.shared().readTree(Base64.getUrlDecoder().decode(part));
    }
}
