package io.spillway.gateway;

import io.spillway.contract.command.CommandKind;
import io.spillway.gateway.core.Acceptance;
import io.spillway.gateway.core.CommandFixtures;
import io.spillway.gateway.core.CommandPublisher;
import io.spillway.gateway.core.deadletter.DeadLetterQueue;
import io.spillway.gateway.core.deadletter.DeadLetterQueue.Reading;
import io.spillway.testservers.RequiresImage;
import io.spillway.testservers.ServerImage;
import io.spillway.testservers.ServiceContainers;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.context.annotation.Bean;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.testcontainers.rabbitmq.RabbitMQContainer;

import static org.assertj.core.api.Assertions.assertThat;

/** The gateway on the broker of the stack: RabbitMQ's image. */
@SpringBootTest(classes = {ApiGateway.class,
        ContainersIT.Servers.class}, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
                "spring.config.name=api-gateway", "management.server.port=0",
                "spillway.operations.key=" + RunningGateway.KEY, "spillway.stop.quiet-period=0s"})
@RequiresImage(ServerImage.RABBITMQ)
@DirtiesContext // ends the container with the class
class ContainersIT {

    @TestConfiguration(proxyBeanMethods = false)
    static class Servers {

        @Bean
        @ServiceConnection
        RabbitMQContainer rabbitMq() {
            return ServiceContainers.rabbitMq();
        }
    }

    @DynamicPropertySource
    static void keys(DynamicPropertyRegistry properties) {
        properties.add("spillway.security.signing-keys", () -> TestKeys.pem(TestKeys.signing()));
    }

    @Autowired
    private CommandPublisher publisher;

    @Autowired
    private DeadLetterQueue deadLetters;

    @Test
    void publishesCommandsAndReadsDeadLetters() {
        assertThat(publisher.publish(CommandFixtures.outgoing(CommandFixtures.command(CommandKind.DELETE))))
                .isEqualTo(new Acceptance.Accepted());
        assertThat(deadLetters.<Long>read(id -> false, Reading::total)).isZero();
    }
}
