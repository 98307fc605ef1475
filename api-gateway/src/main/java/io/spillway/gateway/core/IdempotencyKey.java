package io.spillway.gateway.core;

import java.util.regex.Pattern;

import io.spillway.contract.order.InvalidValueException;
import io.spillway.contract.order.UserId;

/**
 * What makes a repeated request the same request: a word of the caller's own, which means something only for this user,
 * method and path.
 *
 * @param path  in one spelling, whatever the caller wrote: ids in lower case, nothing encoded
 * @param value 1 to 255 visible characters of ASCII, without the quotes that they may have come in
 * @param line  which part of the request, from 1; 0 for all of it
 */
public record IdempotencyKey(UserId user, String method, String path, String value, long line) {

    private static final Pattern VISIBLE = Pattern.compile("[!-~]{1,255}");

    public IdempotencyKey {
        if (!VISIBLE.matcher(value).matches()) {
            throw new InvalidValueException("must be 1 to 255 visible ASCII characters");
        }
        if (line < 0) {
            throw new IllegalArgumentException("Lines count from 1, not " + line);
        }
    }

    public IdempotencyKey(UserId user, String method, String path, String value) {
        this(user, method, path, value, 0);
    }

    /** The key of one line of a request that has many: {@code k/n}. A request of its own may repeat it by that name. */
    public IdempotencyKey ofLine(long number) {
        return new IdempotencyKey(user, method, path, value, number);
    }

    /** The key as it counts. */
    String text() {
        return line == 0 ? value : value + "/" + line;
    }
}
