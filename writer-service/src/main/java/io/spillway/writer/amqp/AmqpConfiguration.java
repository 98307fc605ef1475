package io.spillway.writer.amqp;

import io.spillway.contract.messaging.OrderTopology;
import io.spillway.contract.messaging.Partitions;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the lanes need: the queues to declare, so that the writer can start before any gateway, and the settings. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({Topology.class, WriterSettings.class, BufferSettings.class, SharingSettings.class,
        SuspicionSettings.class})
class AmqpConfiguration {

    @Autowired
    void callConsumersInPlace(CachingConnectionFactory connections) {
        connections.setExecutor(new InPlaceExecutor());
    }

    @Bean
    TopologyDeclaration topologyDeclaration(Topology topology) {
        return new TopologyDeclaration(
                OrderTopology.declarables(new Partitions(topology.partitions()), topology.queueMaxLength()));
    }
}
