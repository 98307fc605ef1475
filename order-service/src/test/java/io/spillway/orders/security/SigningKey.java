package io.spillway.orders.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.EcPrivateJwk;
import io.jsonwebtoken.security.Jwks;
import io.spillway.contract.identity.Role;
import io.spillway.contract.identity.TokenClaims;

/** A key as gateways have it, and the tokens that they make with it. */
public final class SigningKey {

    public static final String ISSUER = "spillway";
    public static final String AUDIENCE = "spillway-orders";
    public static final Duration LIFETIME = Duration.ofMinutes(15);

    private final KeyPair pair = Jwts.SIG.ES256.keyPair().build();
    private final EcPrivateJwk jwk = Jwks.builder().ecKeyPair(pair).idFromThumbprint().build();

    public String id() {
        return jwk.getId();
    }

    public PublicKey publicKey() {
        return pair.getPublic();
    }

    public PrivateKey privateKey() {
        return pair.getPrivate();
    }

    public String publicJwk() {
        return Jwks.json(jwk.toPublicJwk());
    }

    /** What gateways publish that have these keys. */
    public static String jwks(SigningKey... keys) {
        return Arrays.stream(keys).map(SigningKey::publicJwk).collect(Collectors.joining(",", "{\"keys\":[", "]}"));
    }

    public String token(String user, Role role, String consumerKey, Instant issuedAt) {
        return unsigned(user, role, consumerKey, issuedAt).signWith(pair.getPrivate(), Jwts.SIG.ES256).compact();
    }

    /** A token up to its signature, to be changed before it gets one. */
    public JwtBuilder unsigned(String user, Role role, String consumerKey, Instant issuedAt) {
        return Jwts.builder()
                .header().type(TokenClaims.TYPE).keyId(id()).and()
                .issuer(ISSUER).audience().add(AUDIENCE).and()
                .subject(user)
                .issuedAt(Date.from(issuedAt)).notBefore(Date.from(issuedAt))
                .expiration(Date.from(issuedAt.plus(LIFETIME)))
                .id("1")
                .claim(TokenClaims.ROLES, List.of(role.name()))
                .claim(TokenClaims.CONFIRMATION,
                        Map.of(TokenClaims.CONSUMER_KEY_HASH, TokenClaims.hashOf(consumerKey)));
    }

    /** Signs what no library would. */
    public String sign(String header, String payload) {
        String content = encode(header) + "." + encode(payload);
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(pair.getPrivate());
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + encode(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    public static String encode(String text) {
        return encode(text.getBytes(StandardCharsets.UTF_8));
    }

    public static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
