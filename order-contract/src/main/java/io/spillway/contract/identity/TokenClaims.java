package io.spillway.contract.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The members of an access token, a JWT of type {@code at+jwt} (RFC 9068), and the header that comes with it.
 *
 * <p>A token is bound to its bearer's consumer key: the confirmation claim (RFC 7800 §3.1) holds the key's hash, and every
 * request brings the key itself. A token alone, stolen from a log or a cache, is worth nothing.
 */
public final class TokenClaims {

    /** The JWT's {@code typ}: keeps other tokens of the same issuer from being taken for access tokens (RFC 8725 §3.11). */
    public static final String TYPE = "at+jwt";

    /** The list of the bearer's {@link Role}s. */
    public static final String ROLES = "roles";

    /** The confirmation claim of RFC 7800. */
    public static final String CONFIRMATION = "cnf";

    /** Our private member of the confirmation claim. */
    public static final String CONSUMER_KEY_HASH = "ck#S256";

    /** The request header that brings the consumer key. */
    public static final String CONSUMER_KEY_HEADER = "ConsumerKey";

    private TokenClaims() {}

    /** What {@link #CONSUMER_KEY_HASH} holds for a consumer key: base64url, without padding, of its SHA-256. */
    public static String hashOf(String consumerKey) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(consumerKey.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
