package io.spillway.writer;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import io.spillway.contract.command.Command;
import io.spillway.contract.messaging.OrderTopology;
import io.spillway.contract.messaging.Partition;
import io.spillway.contract.messaging.Partitions;
import io.spillway.contract.order.OrderId;
import io.spillway.testservers.TestBroker;
import io.spillway.testservers.TestServers;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** The queues on a real broker, new and empty, as a gateway declares and fills them. */
public final class CommandQueues implements AutoCloseable {

    public final TestBroker broker = TestServers.broker();
    public final Partitions partitions;
    private final Connection connection;
    private final Channel channel;

    public CommandQueues(int partitions) throws Exception {
        this.partitions = new Partitions(partitions);
        broker.deleteQueues(Stream.concat(new Partitions(8).all().stream().map(Partition::queue),
                Stream.of(OrderTopology.DEAD)).toArray(String[]::new));
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(broker.uri());
        connection = factory.newConnection("test");
        channel = connection.createChannel();
        channel.confirmSelect();
        CachingConnectionFactory connections = new CachingConnectionFactory(URI.create(broker.uri()));
        admin(connections).initialize();
        connections.destroy();
    }

    /** Declares them all, each time it is told to. */
    public RabbitAdmin admin(CachingConnectionFactory connections) {
        GenericApplicationContext context = new GenericApplicationContext();
        context.registerBean(Declarables.class,
                () -> OrderTopology.declarables(partitions, OrderTopology.DEFAULT_MAX_LENGTH));
        context.refresh();
        RabbitAdmin admin = new RabbitAdmin(connections);
        admin.setApplicationContext(context);
        return admin;
    }

    public void publish(Command... commands) throws Exception {
        for (Command command : commands) {
            send(command.orderId(), command.id().toString(), command.kind().messageType(),
                    JsonMapper.shared().writeValueAsBytes(command));
        }
        channel.waitForConfirmsOrDie(10_000);
    }

    /** Anything, to the partition of that order. */
    public void publish(OrderId order, String messageId, String type, byte[] body) throws Exception {
        send(order, messageId, type, body);
        channel.waitForConfirmsOrDie(10_000);
    }

    /** With properties of the test's own, to the partition of that order. */
    public void publish(OrderId order, BasicProperties properties, byte[] body) throws Exception {
        channel.basicPublish(OrderTopology.COMMANDS, partitions.of(order).routingKey(), true, properties, body);
        channel.waitForConfirmsOrDie(10_000);
    }

    /** A queue as each gateway has one for itself. */
    public String declareOutcomeQueue() throws IOException {
        return channel.queueDeclare().getQueue();
    }

    /** Null while there is none. */
    public @Nullable GetResponse takeOutcome(String queue) throws IOException {
        return channel.basicGet(queue, true);
    }

    private void send(OrderId order, String messageId, String type, byte[] body) throws IOException {
        channel.basicPublish(OrderTopology.COMMANDS, partitions.of(order).routingKey(), true,
                new BasicProperties.Builder().messageId(messageId).type(type).deliveryMode(2).build(), body);
    }

    /** Once no writer is left, whose unacknowledged messages are back in the queue. */
    public void assertDrained() throws IOException {
        for (Partition partition : partitions.all()) {
            assertThat(channel.messageCount(partition.queue())).as(partition.queue()).isZero();
        }
    }

    public long countDeadLetters() throws IOException {
        return channel.messageCount(OrderTopology.DEAD);
    }

    /** All of them, oldest first. */
    public List<GetResponse> takeDeadLetters() throws IOException {
        List<GetResponse> letters = new ArrayList<>();
        for (GetResponse letter = take(); letter != null; letter = take()) {
            letters.add(letter);
        }
        return letters;
    }

    private GetResponse take() throws IOException {
        return channel.basicGet(OrderTopology.DEAD, true);
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
