package io.spillway.writer.amqp;

import io.spillway.contract.messaging.OrderTopology;
import io.spillway.contract.messaging.Partitions;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The queues, as gateway and writer must both be told of them.
 *
 * @param partitions     how many command queues there are; changed only while they are empty
 * @param queueMaxLength messages in one of them at which the broker refuses more
 */
@ConfigurationProperties("spillway")
record Topology(@DefaultValue("" + Partitions.DEFAULT) int partitions,
        @DefaultValue("" + OrderTopology.DEFAULT_MAX_LENGTH) long queueMaxLength) {

    Topology {
        new Partitions(partitions);
        if (queueMaxLength < 1) {
            throw new IllegalArgumentException("spillway.queue-max-length must be at least 1, not " + queueMaxLength);
        }
    }
}
