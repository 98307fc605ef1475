package io.spillway.orders.security;

import java.io.IOException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.util.HashMap;
import java.util.Map;

import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.security.EcPublicJwk;
import io.jsonwebtoken.security.Jwk;
import io.jsonwebtoken.security.Jwks;

/** Reads a JWK Set (RFC 7517 §5). */
final class JwkSets {

    private static final int P256_BITS = 256;

    private JwkSets() {}

    /**
     * The keys that may verify our tokens, by their ids; others are left out, as §5 wants it.
     *
     * @throws IOException when there is none
     */
    static Map<String, PublicKey> parse(String json) throws IOException {
        Map<String, PublicKey> keys = new HashMap<>();
        try {
            for (Jwk<?> jwk : Jwks.setParser().build().parse(json).getKeys()) {
                if (jwk instanceof EcPublicJwk ec && isForTokens(ec)) {
                    keys.put(ec.getId(), ec.toKey());
                }
            }
        } catch (JwtException | IllegalArgumentException malformed) {
            throw new IOException("not a JWK Set", malformed);
        }
        if (keys.isEmpty()) {
            throw new IOException("no key for ES256 in the JWK Set");
        }
        return keys;
    }

    /** P-256 is the one curve of 256 bits that JWK has and jjwt reads. */
    private static boolean isForTokens(EcPublicJwk jwk) {
        ECPublicKey key = jwk.toKey();
        return jwk.getId() != null
                && (jwk.getAlgorithm() == null || "ES256".equals(jwk.getAlgorithm()))
                && (jwk.getPublicKeyUse() == null || "sig".equals(jwk.getPublicKeyUse()))
                && key.getParams().getOrder().bitLength() == P256_BITS;
    }
}
