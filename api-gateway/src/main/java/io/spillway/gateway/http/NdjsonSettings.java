package io.spillway.gateway.http;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What requests with many orders may take.
 *
 * @param requests     of them at once; more are answered 503
 * @param inFlight     lines of one of them that are published and not confirmed
 * @param spool        disk for answers that one client does not take yet; when it is full, its request is not read on
 * @param stallTimeout how long a client may neither send nor take anything while it is waited for
 * @param rideOut      how long refused lines are tried again before an outage counts as one
 * @param stopTimeout  how long stopping waits for clients to take the answers of what was published
 */
@ConfigurationProperties("spillway.ndjson")
record NdjsonSettings(@DefaultValue("32") int requests, @DefaultValue("500") int inFlight,
        @DefaultValue("1GB") DataSize spool, @DefaultValue("60s") Duration stallTimeout,
        @DefaultValue("5s") Duration rideOut, @DefaultValue("10s") Duration stopTimeout) {

    NdjsonSettings {
        check(requests >= 1 && requests <= 10_000, "requests must be from 1 to 10000, not " + requests);
        check(inFlight >= 1 && inFlight <= 100_000, "in-flight must be from 1 to 100000, not " + inFlight);
        check(!spool.isNegative(), "spool must be at least 0B, not " + spool);
        check(stallTimeout.toMillis() >= 100 && stallTimeout.toHours() < 24,
                "stall-timeout must be from 100ms to 24h, not " + stallTimeout);
        check(!rideOut.isNegative() && rideOut.toSeconds() <= 300, "ride-out must be from 0s to 300s, not " + rideOut);
        check(!stopTimeout.isNegative() && stopTimeout.toSeconds() <= 300,
                "stop-timeout must be from 0s to 300s, not " + stopTimeout);
    }

    private static void check(boolean good, String sentence) {
        if (!good) {
            throw new IllegalArgumentException("spillway.ndjson." + sentence);
        }
    }
}
