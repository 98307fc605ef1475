package io.spillway.gateway.core.identity;

import java.util.Base64;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

import io.spillway.contract.identity.TokenClaims;
import io.spillway.contract.order.InvalidValueException;

/** The second secret of a caller: 256 random bits in base64url. Its owner sees it once; everybody else has its hash only. */
public record ConsumerKey(String value) {

    private static final int BYTES = 32;
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

    public ConsumerKey {
        if (!FORM.matcher(value).matches()) {
            throw new InvalidValueException("must be 32 bytes in base64url, which are 43 characters");
        }
    }

    /** @param random unpredictable, such as {@link java.security.SecureRandom} */
    public static ConsumerKey generate(RandomGenerator random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new ConsumerKey(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** What tokens and the database hold. */
    public String hash() {
        return TokenClaims.hashOf(value);
    }

    @Override
    public String toString() {
        return "ConsumerKey[hidden]";
    }
}
