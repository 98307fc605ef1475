package io.spillway.gateway;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How repeated requests are recognised.
 *
 * @param lookupTimeout how long a request with a key may wait to hear whether it came before, until it is published anyway
 * @param lookups       how many may wait for that at the same time; more are published without asking
 */
@ConfigurationProperties("spillway.idempotency")
record IdempotencySettings(@DefaultValue("250ms") Duration lookupTimeout,
        @DefaultValue("64") int lookups) {

    IdempotencySettings {
        if (lookupTimeout.toMillis() < 1 || lookupTimeout.toSeconds() > 10) {
            throw new IllegalArgumentException(
                    "spillway.idempotency.lookup-timeout must be from 1ms to 10s, not " + lookupTimeout);
        }
        if (lookups < 1 || lookups > 10_000) {
            throw new IllegalArgumentException(
                    "spillway.idempotency.lookups must be from 1 to 10000, not " + lookups);
        }
    }
}
