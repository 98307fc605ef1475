package io.spillway.orders.security;

import java.security.Key;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.jsonwebtoken.Claims;
import io.jsonwebtoken.Header;
import io.jsonwebtoken.Jws;
import io.jsonwebtoken.JwsHeader;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.UnsupportedJwtException;
import io.spillway.contract.command.Actor;
import io.spillway.contract.identity.Role;
import io.spillway.contract.identity.TokenClaims;
import io.spillway.contract.order.UserId;

/**
 * Reads a token as RFC 9068 has it and trusts it as RFC 8725 allows: one algorithm, whatever the token says (§3.1); keys
 * only from the gateway, never from or by way of the token (§3.10); issuer, audience and type as they must be (§3.8, §3.9,
 * §3.11).
 */
final class JwtCheck implements TokenCheck {

    /** Ours have some 500 characters. */
    static final int MAX_LENGTH = 8 * 1024;

    /** How far the gateway's clock may be from ours. */
    static final Duration SKEW = Duration.ofSeconds(30);

    private static final Set<String> ROLE_NAMES = Set.of(Role.USER.name(), Role.OPERATOR.name());

    private final GatewayKeys keys;
    private final JwtParser parser;

    JwtCheck(GatewayKeys keys, SecuritySettings settings, Clock clock) {
        this.keys = keys;
        this.parser = Jwts.parser()
                .sig().clear().add(Jwts.SIG.ES256).and()
                // a small token that unpacks to a large one has no use but an attacker's
                .zip().clear().and()
                .keyLocator(this::keyFor)
                .requireIssuer(settings.issuer())
                .requireAudience(settings.audience())
                .clock(() -> Date.from(clock.instant()))
                .clockSkewSeconds(SKEW.toSeconds())
                .build();
    }

    @Override
    public Verdict check(String token) {
        // Only a JWS in compact form has two dots; an encrypted token, for one, is not even looked at.
        if (token.length() > MAX_LENGTH || token.chars().filter(c -> c == '.').count() != 2) {
            return new Verdict.Invalid();
        }
        try {
            return read(parser.parseSignedClaims(token)).<Verdict>map(Verdict.Valid::new).orElseGet(
                    Verdict.Invalid::new);
        } catch (KeysUnavailable unavailable) {
            return new Verdict.Undecided();
        } catch (JwtException | IllegalArgumentException refused) {
            // Not logged: the message may quote the token, and everybody could fill the log with them.
            return new Verdict.Invalid();
        }
    }

    private Key keyFor(Header header) {
        if (!(header instanceof JwsHeader signed) || !TokenClaims.TYPE.equals(header.getType())
                || signed.getKeyId() == null) {
            throw new UnsupportedJwtException("not an access token");
        }
        return switch (keys.find(signed.getKeyId())) {
            case GatewayKeys.Lookup.Found found -> found.key();
            case GatewayKeys.Lookup.Unknown unknown -> throw new UnsupportedJwtException("unknown key");
            case GatewayKeys.Lookup.Unavailable unavailable -> throw new KeysUnavailable();
        };
    }

    /** Empty when the token lacks what each of ours has. */
    private static Optional<AccessToken> read(Jws<Claims> jws) {
        Claims claims = jws.getPayload();
        Date expiration = claims.getExpiration();
        Set<String> roles = rolesOf(claims);
        if (expiration == null || claims.getNotBefore() == null || claims.getSubject() == null || roles.isEmpty()
                || !(claims.get(TokenClaims.CONFIRMATION) instanceof Map<?, ?> confirmation)
                || !(confirmation.get(TokenClaims.CONSUMER_KEY_HASH) instanceof String consumerKeyHash)) {
            return Optional.empty();
        }
        Actor actor = new Actor(new UserId(claims.getSubject()), roles.contains(Role.OPERATOR.name()));
        return Optional.of(new AccessToken(actor, consumerKeyHash, jws.getHeader().getKeyId(),
                expiration.toInstant().plus(SKEW)));
    }

    /** Those that we know: a later gateway may give more. */
    private static Set<String> rolesOf(Claims claims) {
        return claims.get(TokenClaims.ROLES) instanceof Collection<?> names
                ? names.stream().filter(String.class::isInstance).map(String.class::cast).filter(ROLE_NAMES::contains)
                        .collect(Collectors.toUnmodifiableSet())
                : Set.of();
    }

    /** Finds its way through the parser, and no further. */
    private static final class KeysUnavailable extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
