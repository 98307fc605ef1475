package io.spillway.gateway.security;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How passwords are hashed.
 *
 * @param strength bcrypt's: every one more doubles the time, for us and for whoever guesses
 * @param waiting  how many may wait for their turn; more are sent away
 */
@ConfigurationProperties("spillway.security.passwords")
record PasswordSettings(@DefaultValue("12") int strength, @DefaultValue("32") int waiting) {

    PasswordSettings {
        if (strength < 10 || strength > 16) {
            throw new IllegalArgumentException(
                    "spillway.security.passwords.strength must be from 10 to 16, not " + strength);
        }
        if (waiting < 1 || waiting > 10_000) {
            throw new IllegalArgumentException(
                    "spillway.security.passwords.waiting must be from 1 to 10000, not " + waiting);
        }
    }
}
