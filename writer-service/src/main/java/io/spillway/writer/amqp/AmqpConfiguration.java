package io.spillway.writer.amqp;

import io.spillway.contract.messaging.OrderTopology;
import io.spillway.contract.messaging.Partitions;
import org.springframework.amqp.core.Declarables;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Declares the queues whenever a connection opens, so that the writer can start before any gateway. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({Topology.class, WriterSettings.class})
class AmqpConfiguration {

    @Bean
    Declarables orderTopology(Topology topology) {
        return OrderTopology.declarables(new Partitions(topology.partitions()), topology.queueMaxLength());
    }
}
