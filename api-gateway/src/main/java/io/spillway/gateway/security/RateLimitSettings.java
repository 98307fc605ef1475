package io.spillway.gateway.security;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much one user may ask one gateway for.
 *
 * @param requests in a window
 * @param window   whole seconds, because the headers that tell of it have no others
 */
@ConfigurationProperties("spillway.security.rate-limit")
record RateLimitSettings(@DefaultValue("true") boolean enabled, @DefaultValue("5000") long requests,
        @DefaultValue("1s") Duration window) {

    RateLimitSettings {
        if (requests < 1 || requests > 1_000_000_000) {
            throw new IllegalArgumentException(
                    "spillway.security.rate-limit.requests must be from 1 to 1000000000, not " + requests
                            + "; to have none, set spillway.security.rate-limit.enabled to false");
        }
        if (!window.equals(Duration.ofSeconds(window.toSeconds())) || window.toSeconds() < 1 || window.toHours() > 24) {
            throw new IllegalArgumentException(
                    "spillway.security.rate-limit.window must be whole seconds, from 1s to 24h, not " + window);
        }
    }
}
