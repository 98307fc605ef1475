package io.spillway.gateway.security;

import io.spillway.contract.order.InvalidValueException;
import io.spillway.gateway.core.identity.ConsumerKey;
import io.spillway.gateway.core.identity.Password;
import io.spillway.gateway.core.identity.Username;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The first operator, made when there is no account of that name; all three or none. Changing them later changes nothing.
 *
 * @param consumerKey the operator's, set here because nobody is there to be shown one
 */
@ConfigurationProperties("spillway.security.operator")
record OperatorSettings(@Nullable String username, @Nullable String password, @Nullable String consumerKey) {

    OperatorSettings {
        username = blankIsNone(username);
        password = blankIsNone(password);
        consumerKey = blankIsNone(consumerKey);
        if (username != null) {
            check("username", username, Username::new);
            check("password", password, Password::new);
            check("consumer-key", consumerKey, ConsumerKey::new);
        } else if (password != null || consumerKey != null) {
            throw new IllegalArgumentException("spillway.security.operator.username is missing");
        }
    }

    private interface Check {
        Object of(String value);
    }

    private static void check(String name, @Nullable String value, Check check) {
        String property = "spillway.security.operator." + name;
        if (value == null) {
            throw new IllegalArgumentException(property + " is missing." + how(name));
        }
        try {
            check.of(value);
        } catch (InvalidValueException bad) {
            throw new IllegalArgumentException(property + " " + bad.getMessage() + "." + how(name));
        }
    }

    private static String how(String name) {
        return name.equals("consumer-key")
                ? " Make one with `openssl rand -base64 32 | tr '+/' '-_' | tr -d '='`."
                : "";
    }

    private static @Nullable String blankIsNone(@Nullable String value) {
        return value == null || value.isBlank() ? null : value.strip();
    }

    @Override
    public String toString() {
        return "OperatorSettings[username=" + username + "]";
    }
}
