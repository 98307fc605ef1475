package io.spillway.gateway.amqp;

import io.spillway.contract.messaging.OrderTopology;
import io.spillway.contract.messaging.Partitions;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.connection.ConnectionNameStrategy;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({PublisherSettings.class, TopologySettings.class})
class AmqpConfiguration {

    @Bean
    ConnectionNameStrategy connectionName() {
        return factory -> "api-gateway";
    }

    @Bean
    AmqpCommandPublisher commandPublisher(ConnectionFactory connections, TopologySettings topology,
            PublisherSettings settings) {
        Partitions partitions = new Partitions(topology.partitions());
        TopologyDeclaration declaration = new TopologyDeclaration(
                OrderTopology.declarables(partitions, topology.queueMaxLength()));
        return new AmqpCommandPublisher(partitions, settings,
                new BrokerLink(connector(connections), declaration, partitions));
    }

    /** Spring's factory knows addresses, TLS and credentials; its second, for publishers, is shared with no consumer. */
    static BrokerLink.Connector connector(ConnectionFactory connections) {
        ConnectionFactory own = connections.getPublisherConnectionFactory();
        ConnectionFactory publishing = own == null ? connections : own;
        return () -> publishing.createConnection().getDelegate();
    }
}
