package io.spillway.contract.command;

import java.util.Arrays;
import java.util.Base64;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.spillway.contract.order.InvalidValueException;

/**
 * A fingerprint of what a command asks for: the first 16 bytes of a SHA-256, in base64url without padding. Two commands
 * with one id but different hashes are a key used twice.
 */
public record PayloadHash(@JsonValue String value) {

    public static final int BYTES = 16;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public PayloadHash {
        if (decode(value).length != BYTES) {
            throw new InvalidValueException("must be 16 bytes in base64url");
        }
    }

    /** The hash that a digest of at least 16 bytes gives: its first 16. */
    public static PayloadHash of(byte[] digest) {
        return new PayloadHash(
                Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, BYTES)));
    }

    public byte[] bytes() {
        return decode(value);
    }

    private static byte[] decode(String value) {
        try {
            return Base64.getUrlDecoder().decode(value);
        } catch (IllegalArgumentException notBase64) {
            throw new InvalidValueException("must be 16 bytes in base64url");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
