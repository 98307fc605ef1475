package io.spillway.gateway.amqp;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How commands get to the broker.
 *
 * @param confirmTimeout how long a request waits for the broker's confirm before it is told 503
 * @param inFlight       commands of one partition that may be waiting or unconfirmed; more are refused
 * @param stopTimeout    how long stopping waits for outstanding confirms
 */
@ConfigurationProperties("spillway.publisher")
record PublisherSettings(@DefaultValue("5s") Duration confirmTimeout, @DefaultValue("2000") int inFlight,
        @DefaultValue("5s") Duration stopTimeout) {

    PublisherSettings {
        if (confirmTimeout.toMillis() < 100 || confirmTimeout.toSeconds() > 60) {
            throw new IllegalArgumentException(
                    "spillway.publisher.confirm-timeout must be from 100ms to 60s, not " + confirmTimeout);
        }
        if (inFlight < 1 || inFlight > 100_000) {
            throw new IllegalArgumentException(
                    "spillway.publisher.in-flight must be from 1 to 100000, not " + inFlight);
        }
        if (stopTimeout.isNegative() || stopTimeout.toSeconds() > 300) {
            throw new IllegalArgumentException(
                    "spillway.publisher.stop-timeout must be from 0s to 300s, not " + stopTimeout);
        }
    }
}
