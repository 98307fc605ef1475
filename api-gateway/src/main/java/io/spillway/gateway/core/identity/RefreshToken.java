package io.spillway.gateway.core.identity;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

import io.spillway.contract.identity.TokenClaims;

/**
 * An opaque token that is good for one refresh: the session it belongs to, and 256 random bits. The database has its hash
 * only.
 */
public record RefreshToken(SessionId session, String value) {

    private static final int ID_BYTES = 16;
    private static final int SECRET_BYTES = 32;
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    /** @param random unpredictable, such as {@link java.security.SecureRandom} */
    static RefreshToken generate(SessionId session, RandomGenerator random) {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        byte[] bytes = ByteBuffer.allocate(ID_BYTES + SECRET_BYTES)
                .putLong(session.value().getMostSignificantBits())
                .putLong(session.value().getLeastSignificantBits())
                .put(secret)
                .array();
        return new RefreshToken(session, ENCODER.encodeToString(bytes));
    }

    /** Empty for anything that no gateway can have issued. */
    static Optional<RefreshToken> parse(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            if (bytes.length != ID_BYTES + SECRET_BYTES || !ENCODER.encodeToString(bytes).equals(text)) {
                return Optional.empty();
            }
            ByteBuffer id = ByteBuffer.wrap(bytes);
            return Optional.of(new RefreshToken(new SessionId(new UUID(id.getLong(), id.getLong())), text));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    String hash() {
        return TokenClaims.hashOf(value);
    }

    @Override
    public String toString() {
        return "RefreshToken[hidden]";
    }
}
