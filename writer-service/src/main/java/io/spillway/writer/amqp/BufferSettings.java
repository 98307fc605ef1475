package io.spillway.writer.amqp;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where a lane keeps what has arrived until its batch.
 *
 * @param buffer bytes on the heap, each lane for itself; not set, an eighth of the heap for all lanes together
 * @param spool  bytes on disk beyond that, each lane for itself; when they are used up, messages stay with the broker
 */
@ConfigurationProperties("spillway.writer")
record BufferSettings(@Nullable DataSize buffer, @DefaultValue("1GB") DataSize spool) {

    BufferSettings {
        if ((buffer != null && buffer.isNegative()) || spool.isNegative()) {
            throw new IllegalArgumentException("spillway.writer.buffer and .spool must not be negative");
        }
    }
}
