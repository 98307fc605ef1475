package io.spillway.gateway.core.identity;

import java.util.Locale;
import java.util.regex.Pattern;

import io.spillway.contract.order.InvalidValueException;

/** The name that a person logs in with. Upper and lower case are the same name, so that nobody poses as somebody else. */
public record Username(String value) {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@+-]{2,63}");

    public Username {
        if (!FORM.matcher(value).matches()) {
            throw new InvalidValueException(
                    "must be 3 to 64 letters, digits or '.', '_', '@', '+', '-', and begin with a letter or digit");
        }
        value = value.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return value;
    }
}
