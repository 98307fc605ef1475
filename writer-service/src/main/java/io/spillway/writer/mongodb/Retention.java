package io.spillway.writer.mongodb;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long the memory of the past is kept, by the writer's clock.
 *
 * @param tombstones how long a deleted order's id is not reused; longer than the longest outage
 * @param ledger     how long a command's outcome can be asked for, and is recognised when it comes again; longer than a
 *                   day plus the longest time that a command waits in its queue
 */
@ConfigurationProperties("spillway.writer.retention")
public record Retention(@DefaultValue("24h") Duration tombstones, @DefaultValue("48h") Duration ledger) {

    private static final Duration DAY = Duration.ofHours(24);

    public Retention {
        if (tombstones.compareTo(DAY) < 0) {
            throw new IllegalArgumentException(
                    "spillway.writer.retention.tombstones must be at least 24h, not " + tombstones);
        }
        if (ledger.compareTo(DAY) <= 0) {
            throw new IllegalArgumentException(
                    "spillway.writer.retention.ledger must be more than 24h, not " + ledger
                            + ": callers may ask for an outcome for 24 hours, however long the command was queued");
        }
    }
}
