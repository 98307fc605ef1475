package io.spillway.gateway.security;

import java.security.Key;
import java.security.interfaces.ECPublicKey;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

import io.jsonwebtoken.Claims;
import io.jsonwebtoken.Header;
import io.jsonwebtoken.Jws;
import io.jsonwebtoken.JwsHeader;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import io.spillway.contract.identity.Role;
import io.spillway.contract.identity.TokenClaims;
import io.spillway.contract.order.UserId;
import io.spillway.gateway.core.identity.AccessToken;
import io.spillway.gateway.core.identity.Authenticator;
import io.spillway.gateway.core.identity.SessionId;
import io.spillway.gateway.core.identity.TokenIssuer;
import io.spillway.gateway.core.identity.TokenReader;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens as JWTs (RFC 9068). What RFC 8725 warns of is closed by having one algorithm, keys that only our own list
 * gives, one type, one issuer and one audience.
 */
final class JwtTokens implements TokenReader, TokenIssuer {

    /** The session, a registered claim that only gateways read. */
    static final String SESSION = "sid";

    static final int MAX_LENGTH = 8 * 1024;

    // Signed and nothing else: no empty signature, and none of the five parts of an encrypted one.
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

    private final SigningKeys keys;
    private final String issuer;
    private final String audience;
    private final JwtParser parser;

    JwtTokens(SigningKeys keys, String issuer, String audience, Clock clock) {
        this.keys = keys;
        this.issuer = issuer;
        this.audience = audience;
        this.parser = Jwts.parser()
                .sig().clear().add(Jwts.SIG.ES256).and()
                .zip().clear().and()
                .keyLocator(this::key)
                .requireIssuer(issuer)
                .requireAudience(audience)
                .clock(() -> Date.from(clock.instant()))
                .clockSkewSeconds(Authenticator.CLOCK_SKEW.toSeconds())
                .build();
    }

    @Override
    public String issue(AccessToken token) {
        Date now = Date.from(token.issuedAt());
        return Jwts.builder()
                .header().type(TokenClaims.TYPE).keyId(keys.signing().getId()).and()
                .issuer(issuer)
                .audience().add(audience).and()
                .subject(token.user().value())
                .issuedAt(now)
                .notBefore(now)
                .expiration(Date.from(token.expiresAt()))
                .id(UUID.randomUUID().toString())
                .claim(SESSION, token.session().toString())
                .claim(TokenClaims.ROLES, token.roles().stream().map(Role::name).sorted().toList())
                .claim(TokenClaims.CONFIRMATION, Map.of(TokenClaims.CONSUMER_KEY_HASH, token.consumerKeyHash()))
                .signWith(keys.signing().toKey(), Jwts.SIG.ES256)
                .compact();
    }

    @Override
    public Optional<AccessToken> read(String text) {
        // the length first: it costs nothing
        if (text.length() > MAX_LENGTH || !FORM.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            Jws<Claims> signed = parser.parseSignedClaims(text);
            return TokenClaims.TYPE.equals(signed.getHeader().getType())
                    ? Optional.of(token(signed.getPayload()))
                    : Optional.empty();
        } catch (JwtException | IllegalArgumentException | ClassCastException notOurs) {
            return Optional.empty();
        }
    }

    /** Never follows {@code jku}, {@code x5u} or an embedded key; a {@code kid} is a name in our list and nothing else. */
    private @Nullable Key key(Header header) {
        if (!(header instanceof JwsHeader signed) || !Jwts.SIG.ES256.getId().equals(signed.getAlgorithm())) {
            return null;
        }
        String id = signed.getKeyId();
        ECPublicKey known = id == null ? null : keys.find(id).orElse(null);
        return known;
    }

    private static AccessToken token(Claims claims) {
        return new AccessToken(new UserId(present(claims.getSubject())), roles(claims), session(claims),
                keyHash(claims), instant(claims.getIssuedAt()), instant(claims.getExpiration()));
    }

    /** Names that this version does not know give no right in it. */
    private static Set<Role> roles(Claims claims) {
        Collection<?> names = (Collection<?>) present(claims.get(TokenClaims.ROLES));
        Set<Role> roles = EnumSet.noneOf(Role.class);
        Arrays.stream(Role.values()).filter(role -> names.contains(role.name())).forEach(roles::add);
        return roles;
    }

    private static SessionId session(Claims claims) {
        return new SessionId(UUID.fromString(present(claims.get(SESSION, String.class))));
    }

    private static String keyHash(Claims claims) {
        Map<?, ?> confirmation = (Map<?, ?>) present(claims.get(TokenClaims.CONFIRMATION));
        return (String) present(confirmation.get(TokenClaims.CONSUMER_KEY_HASH));
    }

    private static Instant instant(@Nullable Date date) {
        return present(date).toInstant();
    }

    private static <T> T present(@Nullable T claim) {
        if (claim == null) {
            throw new IllegalArgumentException("A claim is missing");
        }
        return claim;
    }
}
