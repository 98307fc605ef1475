package io.spillway.benchmarks.broker;

import java.io.IOException;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.util.Date;
import java.util.Iterator;
import java.util.concurrent.TimeoutException;
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

/** Commands that wait in the real queues before any consumer is there, published as a gateway does. */
public final class Backlog implements AutoCloseable {

    private static final int UNCONFIRMED = 2_000;
    private static final int PERSISTENT = 2;
    private static final long CONFIRM_TIMEOUT_MILLIS = 60_000;

    private final TestBroker broker;
    private final Partitions partitions;
    private final Connection connection;
    private final Channel channel;

    /** Begins with empty queues: those of the commands are deleted first, with all that is in them. */
    public Backlog(TestBroker broker, Partitions partitions) throws IOException, TimeoutException {
        this.broker = broker;
        this.partitions = partitions;
        deleteQueues();
        connection = factory(broker).newConnection("backlog");
        channel = connection.createChannel();
        channel.confirmSelect();
        for (Declarable declarable : OrderTopology.declarables(partitions, OrderTopology.DEFAULT_MAX_LENGTH)
                .getDeclarables()) {
            declare(declarable);
        }
    }

    private static ConnectionFactory factory(TestBroker broker) {
        ConnectionFactory factory = new ConnectionFactory();
        try {
            factory.setUri(broker.uri());
        } catch (URISyntaxException | GeneralSecurityException unusable) {
            throw new IllegalStateException("The broker's own address can't be used", unusable);
        }
        return factory;
    }

    private void deleteQueues() {
        broker.deleteQueues(Stream.concat(partitions.all().stream().map(Partition::queue),
                Stream.of(OrderTopology.DEAD)).toArray(String[]::new));
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

    /** Returns when the broker has confirmed all of them. */
    public void publish(Iterator<Command> commands) throws IOException, InterruptedException, TimeoutException {
        JsonMapper json = JsonMapper.shared();
        for (int sent = 1; commands.hasNext(); sent++) {
            Command command = commands.next();
            channel.basicPublish(OrderTopology.COMMANDS, partitions.of(command.orderId()).routingKey(), true,
                    new BasicProperties.Builder().messageId(command.id().toString())
                            .type(command.kind().messageType()).contentType("application/json")
                            .timestamp(Date.from(command.header().issuedAt())).deliveryMode(PERSISTENT).build(),
                    json.writeValueAsBytes(command));
            if (sent % UNCONFIRMED == 0) {
                channel.waitForConfirmsOrDie(CONFIRM_TIMEOUT_MILLIS);
            }
        }
        channel.waitForConfirmsOrDie(CONFIRM_TIMEOUT_MILLIS);
    }

    public long deadLetters() throws IOException {
        return channel.messageCount(OrderTopology.DEAD);
    }

    /** Deletes the queues, with what nobody took. */
    @Override
    public void close() throws IOException {
        connection.close();
        deleteQueues();
    }
}
