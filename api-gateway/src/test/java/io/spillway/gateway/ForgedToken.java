package io.spillway.gateway;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.spillway.contract.identity.TokenClaims;
import tools.jackson.databind.json.JsonMapper;

/** Makes tokens member by member, without the library that the gateway reads them with. Begins with a good one. */
public final class ForgedToken {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Map<String, Object> header = new LinkedHashMap<>();
    private final Map<String, Object> claims = new LinkedHashMap<>();
    private Key key;

    private ForgedToken(KeyPair pair, String consumerKey) {
        key = pair.getPrivate();
        header.putAll(Map.of("alg", "ES256", "typ", "at+jwt", "kid", TestKeys.thumbprint(pair)));
        long now = Instant.now().getEpochSecond();
        claims.putAll(Map.of("iss", "spillway", "aud", "spillway-orders", "sub", "demo", "iat", now, "nbf", now,
                "exp", now + 900, "jti", "1", "sid", "01a20423-2af3-4546-b9cc-ecd62cdde46e", "roles", List.of("USER"),
                "cnf", Map.of("ck#S256", TokenClaims.hashOf(consumerKey))));
    }

    public static ForgedToken of(KeyPair pair, String consumerKey) {
        return new ForgedToken(pair, consumerKey);
    }

    /** Null removes it. */
    public ForgedToken header(String name, Object value) {
        return put(header, name, value);
    }

    /** Null removes it. */
    public ForgedToken claim(String name, Object value) {
        return put(claims, name, value);
    }

    /** A time, from now. */
    public ForgedToken time(String name, long seconds) {
        return claim(name, Instant.now().getEpochSecond() + seconds);
    }

    public ForgedToken signedBy(PrivateKey other) {
        key = other;
        return this;
    }

    /** HS256 with a secret that everybody knows. */
    public ForgedToken macWith(byte[] secret) {
        key = new SecretKeySpec(secret, "HmacSHA256");
        return header("alg", "HS256");
    }

    public ForgedToken unsigned() {
        key = null;
        return this;
    }

    public String text() {
        String signed = part(header) + "." + part(claims);
        return signed + "." + TestKeys.base64url(signature(signed.getBytes(StandardCharsets.US_ASCII)));
    }

    private byte[] signature(byte[] signed) {
        try {
            if (key == null) {
                return new byte[0];
            }
            if (key instanceof PrivateKey secret) {
                Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
                signature.initSign(secret);
                signature.update(signed);
                return signature.sign();
            }
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(signed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String part(Map<String, Object> members) {
        return TestKeys.base64url(JSON.writeValueAsBytes(members));
    }

    private ForgedToken put(Map<String, Object> members, String name, Object value) {
        if (value == null) {
            members.remove(name);
        } else {
            members.put(name, value);
        }
        return this;
    }
}
