package io.spillway.gateway.core.identity;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

import io.spillway.contract.order.InvalidValueException;

/**
 * A password that may be given to an account: at least 8 characters, and no more than 72 bytes, because bcrypt looks at no
 * more. Normalized (RFC 8265 §4.2), so that the same characters typed on another keyboard are the same password.
 */
public record Password(String value) {

    private static final int MIN_CHARACTERS = 8;
    private static final int MAX_BYTES = 72;

    public Password {
        if (value.length() > MAX_BYTES) {
            throw tooLong(); // before normalizing, which takes time and space
        }
        value = Normalizer.normalize(value, Normalizer.Form.NFC);
        if (value.codePointCount(0, value.length()) < MIN_CHARACTERS) {
            throw new InvalidValueException("must have at least 8 characters");
        }
        if (value.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw tooLong();
        }
        if (value.codePoints().anyMatch(c -> c == 0 || (c >= 0xD800 && c <= 0xDFFF))) {
            throw new InvalidValueException("must not contain U+0000 or unpaired surrogates");
        }
    }

    private static InvalidValueException tooLong() {
        return new InvalidValueException("must have at most 72 bytes in UTF-8");
    }

    @Override
    public String toString() {
        return "Password[hidden]";
    }
}
