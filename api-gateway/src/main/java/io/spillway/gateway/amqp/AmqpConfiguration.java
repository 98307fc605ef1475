package io.spillway.gateway.amqp;

import java.util.List;
import java.util.UUID;

import com.rabbitmq.client.Address;
import com.rabbitmq.client.Connection;
import io.spillway.contract.messaging.OrderTopology;
import io.spillway.contract.messaging.Partitions;
import io.spillway.gateway.core.AcceptanceListener;
import io.spillway.gateway.core.Admission;
import org.springframework.amqp.rabbit.connection.AbstractConnectionFactory;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.connection.ConnectionNameStrategy;
import org.springframework.boot.amqp.autoconfigure.RabbitConnectionDetails;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({DeadLetterSettings.class, PublisherSettings.class, TopologySettings.class})
class AmqpConfiguration {

    @Bean
    ConnectionNameStrategy connectionName() {
        return factory -> "api-gateway";
    }

    @Bean
    AmqpCommandPublisher commandPublisher(ConnectionFactory connections, TopologySettings topology,
            PublisherSettings settings, Admission admission, AcceptanceListener listener, BrokerSeen seen) {
        Partitions partitions = new Partitions(topology.partitions());
        TopologyDeclaration declaration = new TopologyDeclaration(
                OrderTopology.declarables(partitions, topology.queueMaxLength()));
        QueueDepths depths = new QueueDepths(partitions, topology.queueMaxLength(), System::nanoTime);
        return new AmqpCommandPublisher(partitions, settings, admission,
                new BrokerLink(connector(connections, seen), declaration, partitions, depths), depths, listener);
    }

    @Bean
    AmqpDeadLetterQueue deadLetterQueue(AbstractConnectionFactory connections, RabbitConnectionDetails details,
            DeadLetterSettings settings, PublisherSettings publishing) {
        List<Address> addresses = details.getAddresses().stream()
                .map(address -> new Address(address.host(), address.port()))
                .toList();
        // the client's own factory, with the credentials and TLS that Spring's gave it: each call is a new connection
        return new AmqpDeadLetterQueue(
                () -> connections.getRabbitConnectionFactory().newConnection(addresses, "api-gateway dead letters"),
                settings, publishing.confirmTimeout());
    }

    /** Consumes on a connection of its own: the broker may stop reading from one that publishes. */
    @Bean
    AmqpOutcomes outcomes(ConnectionFactory connections, BrokerSeen seen) {
        return new AmqpOutcomes(() -> connections.createConnection().getDelegate(), UUID.randomUUID(), seen);
    }

    /** A bean, and not a reference between its two users, because a bean that is stopped stops those that refer to it before. */
    @Bean
    BrokerSeen brokerSeen() {
        return new BrokerSeen();
    }

    /** Spring's factory knows addresses, TLS and credentials; its second, for publishers, is shared with no consumer. */
    static BrokerLink.Connector connector(ConnectionFactory connections, BrokerSeen seen) {
        ConnectionFactory own = connections.getPublisherConnectionFactory();
        ConnectionFactory publishing = own == null ? connections : own;
        return () -> {
            Connection connection = publishing.createConnection().getDelegate();
            seen.tell();
            return connection;
        };
    }
}
