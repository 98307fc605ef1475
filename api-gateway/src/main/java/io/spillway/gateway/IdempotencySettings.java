package io.spillway.gateway;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How repeated requests are recognised.
 *
 * @param lookupTimeout how long a request with a key may wait to hear whether it came before, until it is published anyway
 */
@ConfigurationProperties("spillway.idempotency")
record IdempotencySettings(@DefaultValue("250ms") Duration lookupTimeout) {

    IdempotencySettings {
        if (lookupTimeout.toMillis() < 1 || lookupTimeout.toSeconds() > 10) {
            throw new IllegalArgumentException(
                    "spillway.idempotency.lookup-timeout must be from 1ms to 10s, not " + lookupTimeout);
        }
    }
}
