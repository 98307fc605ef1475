package io.spillway.writer.amqp;

import java.time.Duration;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How the lanes consume.
 *
 * @param lanes               consumer threads; each drains its share of the partitions
 * @param prefetch            unacknowledged messages that the broker hands out for each partition
 * @param maxBatchMessages    at most so many messages are written in one go
 * @param maxBatchBytes       at most so many bytes of messages are written in one go; not set, 8 MB, or a 32nd of the heap
 *                            for all lanes together where that is less
 * @param maxCommandsPerOrder at most so many commands on one order in a batch, which bounds the document's chain
 * @param linger              how long a batch waits for company after its first message; zero writes at once
 * @param cache               memory for orders that a lane remembers, each lane for itself; not set, a 16th of the heap for all
 *                            lanes together
 * @param stopTimeout         how long a stop waits for the batches in flight
 */
@ConfigurationProperties("spillway.writer")
public record WriterSettings(@DefaultValue("2") int lanes, @DefaultValue("1000") int prefetch,
        @DefaultValue("1000") int maxBatchMessages, @Nullable DataSize maxBatchBytes,
        @DefaultValue("500") int maxCommandsPerOrder, @DefaultValue("0ms") Duration linger,
        @Nullable DataSize cache, @DefaultValue("20s") Duration stopTimeout) {

    /** Beyond this a batch gets no cheaper. */
    private static final long ENOUGH_BATCH_BYTES = DataSize.ofMegabytes(8).toBytes();

    public WriterSettings {
        positive("lanes", lanes);
        long heap = Runtime.getRuntime().maxMemory();
        maxBatchBytes = maxBatchBytes == null
                ? DataSize.ofBytes(Math.min(heap / 32 / lanes, ENOUGH_BATCH_BYTES))
                : maxBatchBytes;
        cache = cache == null ? DataSize.ofBytes(heap / 16 / lanes) : cache;
        positive("prefetch", prefetch);
        positive("max-batch-messages", maxBatchMessages);
        positive("max-batch-bytes", maxBatchBytes.toBytes());
        positive("max-commands-per-order", maxCommandsPerOrder);
        if (linger.isNegative() || cache.isNegative() || stopTimeout.isNegative()) {
            throw new IllegalArgumentException(
                    "spillway.writer.linger, .cache and .stop-timeout must not be negative");
        }
        if (prefetch > 65_535) {
            throw new IllegalArgumentException(
                    "spillway.writer.prefetch must be at most 65535 (an AMQP 0-9-1 limit), not "
                            + prefetch);
        }
        if (prefetch < maxBatchMessages) {
            throw new IllegalArgumentException(
                    "spillway.writer.prefetch (%d) must be at least spillway.writer.max-batch-messages (%d), or a batch could never fill: raise the first or lower the second"
                            .formatted(prefetch, maxBatchMessages));
        }
    }

    /** Set, or what it is by default. */
    @Override
    public DataSize maxBatchBytes() {
        return Objects.requireNonNull(maxBatchBytes);
    }

    /** Set, or what it is by default. */
    @Override
    public DataSize cache() {
        return Objects.requireNonNull(cache);
    }

    private static void positive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(
                    "spillway.writer.%s must be at least 1, not %d".formatted(name, value));
        }
    }
}
