package io.spillway.gateway.http;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the gateway takes its leave.
 *
 * @param quietPeriod how long it goes on answering, though with refusals only, before it stops listening: the time in which
 *                    load balancers see that it is not ready, and callers that their connection is closed
 */
@ConfigurationProperties("spillway.stop")
record StopSettings(@DefaultValue("1s") Duration quietPeriod) {

    StopSettings {
        if (quietPeriod.isNegative() || quietPeriod.toSeconds() > 15) {
            throw new IllegalArgumentException(
                    "spillway.stop.quiet-period must be from 0s to 15s, not " + quietPeriod);
        }
    }
}
