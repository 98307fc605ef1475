package io.spillway.gateway.security;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many guesses this gateway lets pass. Several gateways count each for itself.
 *
 * @param enabled    off only where something before us does it
 * @param perAccount wrong passwords for one account, or new keys of one, in a window
 * @param perAddress wrong passwords from one address in a window; as many wrong refresh tokens, registrations, verifications
 * @param window     in which the counts are forgiven, evenly
 */
@ConfigurationProperties("spillway.security.throttle")
record ThrottleSettings(@DefaultValue("true") boolean enabled, @DefaultValue("10") int perAccount,
        @DefaultValue("100") int perAddress, @DefaultValue("1m") Duration window) {

    ThrottleSettings {
        if (perAccount < 1 || perAddress < 1) {
            throw new IllegalArgumentException(
                    "spillway.security.throttle.per-account and .per-address must be at least"
                            + " 1; to have none, set spillway.security.throttle.enabled to false");
        }
        if (window.toMillis() < 100 || window.toHours() > 24) {
            throw new IllegalArgumentException(
                    "spillway.security.throttle.window must be from 100ms to 24h, not " + window);
        }
    }
}
