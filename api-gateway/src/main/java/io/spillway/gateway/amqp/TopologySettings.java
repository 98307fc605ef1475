package io.spillway.gateway.amqp;

import io.spillway.contract.messaging.OrderTopology;
import io.spillway.contract.messaging.Partitions;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What must be the same in every process.
 *
 * @param partitions     how many command queues; changes only while they are empty
 * @param queueMaxLength messages in one of them at which the broker refuses more
 */
@ConfigurationProperties("spillway")
record TopologySettings(@DefaultValue("" + Partitions.DEFAULT) int partitions,
        @DefaultValue("" + OrderTopology.DEFAULT_MAX_LENGTH) long queueMaxLength) {

    TopologySettings {
        new Partitions(partitions);
        if (queueMaxLength < 1) {
            throw new IllegalArgumentException("spillway.queue-max-length must be at least 1, not " + queueMaxLength);
        }
    }
}
