package io.spillway.writer.amqp;

import java.time.Duration;
import java.util.Set;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.spillway.contract.command.Command;
import io.spillway.contract.messaging.OrderTopology;
import io.spillway.contract.messaging.Partitions;
import io.spillway.testservers.RequiresImage;
import io.spillway.testservers.ServerImage;
import io.spillway.testservers.ServiceContainers;
import io.spillway.testservers.TestServers;
import io.spillway.writer.WriterService;
import io.spillway.writer.core.Ledger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.testcontainers.mongodb.MongoDBContainer;
import org.testcontainers.rabbitmq.RabbitMQContainer;

import static io.spillway.writer.core.CommandFixtures.command;
import static io.spillway.writer.core.CommandFixtures.create;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The writer on the servers of the stack: RabbitMQ's image and, where it is to be had, MongoDB's as a replica set. */
@SpringBootTest(classes = {WriterService.class,
        ContainersIT.Servers.class}, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
                "spring.config.name=writer-service", "management.server.port=0"})
@RequiresImage(ServerImage.RABBITMQ)
@DirtiesContext // ends the containers with the class
class ContainersIT {

    private static final Partitions PARTITIONS = new Partitions(Partitions.DEFAULT);

    @TestConfiguration(proxyBeanMethods = false)
    static class Servers {

        @Bean
        @ServiceConnection
        RabbitMQContainer rabbitMq() {
            return ServiceContainers.rabbitMq();
        }

        @Bean
        @ServiceConnection
        @Conditional(MongoDbImage.class)
        MongoDBContainer mongoDb() {
            return ServiceContainers.mongoDb();
        }
    }

    static class MongoDbImage implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return ServerImage.MONGODB.isAvailable();
        }
    }

    @DynamicPropertySource
    static void otherwiseTheSharedStore(DynamicPropertyRegistry properties) {
        if (!ServerImage.MONGODB.isAvailable()) {
            String database = TestServers.store().uniqueDatabase(ContainersIT.class);
            properties.add("spring.mongodb.uri", TestServers.store()::uri);
            properties.add("spring.mongodb.database", () -> database);
        }
    }

    @Autowired
    private RabbitMQContainer broker;

    @Autowired
    private Ledger ledger;

    @Test
    void writesCommands() throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(broker.getAmqpUrl());
        factory.setUsername(broker.getAdminUsername());
        factory.setPassword(broker.getAdminPassword());
        Command command = create("c1", "A");
        try (Connection gateway = factory.newConnection(); Channel channel = gateway.createChannel()) {
            new TopologyDeclaration(OrderTopology.declarables(PARTITIONS, OrderTopology.DEFAULT_MAX_LENGTH))
                    .declare(gateway);
            channel.basicPublish(OrderTopology.COMMANDS, PARTITIONS.of(command.orderId()).routingKey(),
                    Messages.properties(command), Messages.body(command));

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(ledger.find(Set.of(command("c1")))).hasSize(1));
        }
    }
}
