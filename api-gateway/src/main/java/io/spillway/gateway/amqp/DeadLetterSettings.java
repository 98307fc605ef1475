package io.spillway.gateway.amqp;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How dead letters are administered.
 *
 * @param lockTimeout how long to wait for another who reads them
 * @param timeLimit   how long one reading goes on
 */
@ConfigurationProperties("spillway.dead-letters")
record DeadLetterSettings(@DefaultValue("2s") Duration lockTimeout, @DefaultValue("20s") Duration timeLimit) {

    DeadLetterSettings {
        if (lockTimeout.isNegative() || lockTimeout.toSeconds() > 60) {
            throw new IllegalArgumentException(
                    "spillway.dead-letters.lock-timeout must be from 0s to 60s, not " + lockTimeout);
        }
        if (timeLimit.toMillis() < 100 || timeLimit.toSeconds() > 300) {
            throw new IllegalArgumentException(
                    "spillway.dead-letters.time-limit must be from 100ms to 300s, not " + timeLimit);
        }
    }
}
