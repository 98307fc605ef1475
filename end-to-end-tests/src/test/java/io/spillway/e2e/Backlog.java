package io.spillway.e2e;

import java.io.IOException;
import java.util.Date;
import java.util.stream.Stream;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.spillway.contract.command.Command;
import io.spillway.contract.messaging.OrderTopology;
import io.spillway.contract.messaging.Partition;
import io.spillway.contract.messaging.Partitions;
import io.spillway.testservers.TestBroker;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.Declarable;
import org.springframework.amqp.core.Exchange;
import org.springframework.amqp.core.Queue;
import tools.jackson.databind.json.JsonMapper;

/** Commands that wait in the queues before any writer is there. Published as a gateway does, without one. */
final class Backlog implements AutoCloseable {

    private static final Partitions PARTITIONS = new Partitions(Partitions.DEFAULT);
    private static final int UNCONFIRMED = 500;
    private static final int PERSISTENT = 2;

    private final Connection connection;
    private final Channel channel;

    Backlog(TestBroker broker) throws Exception {
        broker.deleteQueues(Stream.concat(PARTITIONS.all().stream().map(Partition::queue),
                Stream.of(OrderTopology.DEAD)).toArray(String[]::new));
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(broker.uri());
        connection = factory.newConnection("backlog");
        channel = connection.createChannel();
        channel.confirmSelect();
        for (Declarable declarable : OrderTopology.declarables(PARTITIONS, OrderTopology.DEFAULT_MAX_LENGTH)
                .getDeclarables()) {
            declare(declarable);
        }
    }

    private void declare(Declarable declarable) throws IOException {
        switch (declarable) {
            case Exchange exchange -> channel.exchangeDeclare(exchange.getName(), exchange.getType(), true);
            case Queue queue -> channel.queueDeclare(queue.getName(), true, false, false, queue.getArguments());
            case Binding binding -> channel.queueBind(binding.getDestination(), binding.getExchange(),
                    binding.getRoutingKey());
            default -> throw new IllegalStateException("No way to declare " + declarable);
        }
    }

    void publish(Stream<Command> commands) throws Exception {
        int sent = 0;
        for (Command command : (Iterable<Command>) commands::iterator) {
            channel.basicPublish(OrderTopology.COMMANDS, PARTITIONS.of(command.orderId()).routingKey(), true,
                    new BasicProperties.Builder().messageId(command.id().toString())
                            .type(command.kind().messageType()).contentType("application/json")
                            .timestamp(Date.from(command.header().issuedAt())).deliveryMode(PERSISTENT).build(),
                    JsonMapper.shared().writeValueAsBytes(command));
            if (++sent % UNCONFIRMED == 0) {
                channel.waitForConfirmsOrDie(60_000);
            }
        }
        channel.waitForConfirmsOrDie(60_000);
    }

    /** What is no command at all, one in each partition. */
    void publishGarbage(int bytes) throws Exception {
        for (Partition partition : PARTITIONS.all()) {
            channel.basicPublish(OrderTopology.COMMANDS, partition.routingKey(), true,
                    new BasicProperties.Builder().messageId("garbage").type("garbage").deliveryMode(PERSISTENT).build(),
                    new byte[bytes]);
        }
        channel.waitForConfirmsOrDie(60_000);
    }

    long deadLetters() throws IOException {
        return channel.messageCount(OrderTopology.DEAD);
    }

    /** Messages that no writer has been given. */
    long waiting() throws IOException {
        long waiting = 0;
        for (Partition partition : PARTITIONS.all()) {
            waiting += channel.messageCount(partition.queue());
        }
        return waiting;
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
