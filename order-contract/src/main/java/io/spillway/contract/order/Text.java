package io.spillway.contract.order;

import java.util.regex.Pattern;

/** The checks on text that the value types share. */
final class Text {

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private Text() {}

    static String token(String value) {
        if (!TOKEN.matcher(value).matches()) {
            throw new InvalidValueException("must be 1 to 64 letters, digits, '_' or '-'");
        }
        return value;
    }

    static String visible(String value, int maxLength) {
        if (value.isBlank() || length(value) > maxLength) {
            throw new InvalidValueException("must be 1 to %d characters, not all blank".formatted(maxLength));
        }
        return clean(value);
    }

    /** Lone surrogates have no UTF-8 form, and U+0000 is refused by some tools behind us: neither is text. */
    static String clean(String value) {
        if (value.indexOf('\0') >= 0 || value.codePoints().anyMatch(c -> c >= 0xD800 && c <= 0xDFFF)) {
            throw new InvalidValueException("must not contain U+0000 or unpaired surrogates");
        }
        return value;
    }

    /** In characters as people count them, so that an emoji is one. */
    static int length(String value) {
        return value.codePointCount(0, value.length());
    }
}
