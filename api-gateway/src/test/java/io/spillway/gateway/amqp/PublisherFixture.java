package io.spillway.gateway.amqp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.Delivery;
import io.spillway.contract.command.Command;
import io.spillway.contract.command.CommandId;
import io.spillway.contract.command.DeleteOrder;
import io.spillway.contract.messaging.OrderTopology;
import io.spillway.contract.messaging.Partition;
import io.spillway.contract.messaging.Partitions;
import io.spillway.contract.order.OrderId;
import io.spillway.gateway.core.Acceptance;
import io.spillway.gateway.core.Admission;
import io.spillway.gateway.core.CommandFixtures;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;

import static org.awaitility.Awaitility.await;

/** A publisher with a proxy between it and the broker, and a look behind the broker's counter. */
final class PublisherFixture implements AutoCloseable {

    static final Partitions PARTITIONS = new Partitions(2);

    final BrokerProxy proxy;
    final BrokerSeen seen = new BrokerSeen();
    /** What publishers told their listeners. */
    final List<Acceptance> told = new CopyOnWriteArrayList<>();
    private final ConnectionFactory direct = new ConnectionFactory();
    private final CachingConnectionFactory connections;
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final List<AmqpCommandPublisher> publishers = new ArrayList<>();
    private Connection drain;

    PublisherFixture(String uri) {
        ConnectionFactory proxied = new ConnectionFactory();
        try {
            direct.setUri(uri);
            proxied.setUri(uri);
        } catch (GeneralSecurityException | URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
        proxy = new BrokerProxy(direct.getHost(), direct.getPort());
        proxied.setHost("127.0.0.1");
        proxied.setPort(proxy.port());
        proxied.setConnectionTimeout(2_000);
        proxied.setHandshakeTimeout(2_000);
        proxied.setChannelRpcTimeout(2_000);
        proxied.setAutomaticRecoveryEnabled(false);
        connections = new CachingConnectionFactory(proxied);
    }

    AmqpCommandPublisher publisher() {
        return publisher(settings(Duration.ofSeconds(5), 1_000), 1_000);
    }

    AmqpCommandPublisher publisher(PublisherSettings settings, long maxLength) {
        return publisher(settings, maxLength, AmqpConfiguration.connector(connections, seen));
    }

    AmqpCommandPublisher publisher(PublisherSettings settings, long maxLength, BrokerLink.Connector connector) {
        QueueDepths depths = new QueueDepths(PARTITIONS, maxLength, System::nanoTime);
        AmqpCommandPublisher publisher = new AmqpCommandPublisher(PARTITIONS, settings, new Admission(),
                link(maxLength, connector, depths), depths, (acceptance, took) -> told.add(acceptance));
        publisher.start();
        publishers.add(publisher);
        return publisher;
    }

    BrokerLink link(long maxLength, BrokerLink.Connector connector) {
        return link(maxLength, connector, new QueueDepths(PARTITIONS, maxLength, System::nanoTime));
    }

    private static BrokerLink link(long maxLength, BrokerLink.Connector connector, QueueDepths depths) {
        return new BrokerLink(connector,
                new TopologyDeclaration(OrderTopology.declarables(PARTITIONS, maxLength)), PARTITIONS, depths);
    }

    BrokerLink.Connector connector() {
        return AmqpConfiguration.connector(connections, seen);
    }

    static PublisherSettings settings(Duration confirmTimeout, int inFlight) {
        return new PublisherSettings(confirmTimeout, inFlight, Duration.ofMillis(300));
    }

    /** A command on some order of the partition. */
    static Command command(Partition partition) {
        OrderId order;
        do {
            order = new OrderId(UUID.randomUUID());
        } while (!PARTITIONS.of(order).equals(partition));
        return new DeleteOrder(CommandFixtures.header(new CommandId(UUID.randomUUID()), order));
    }

    CompletableFuture<Acceptance> publishing(AmqpCommandPublisher publisher, Command command) {
        return CompletableFuture.supplyAsync(() -> publisher.publish(CommandFixtures.outgoing(command)), callers);
    }

    /** The messages that a partition holds now, which are gone then. */
    List<Delivery> drain(Partition partition) {
        return directly(channel -> {
            try {
                long expected = channel.messageCount(partition.queue());
                // RabbitMQ has no basic.get for queues with a single active consumer
                BlockingQueue<Delivery> messages = new LinkedBlockingQueue<>();
                channel.basicConsume(partition.queue(), true, (tag, message) -> messages.add(message), tag -> {});
                await().until(() -> messages.size() >= expected);
                return List.copyOf(messages);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Takes so many messages a second from a partition, until the end. */
    void drainSlowly(Partition partition, int aSecond) {
        BlockingQueue<Long> delivered = new LinkedBlockingQueue<>();
        Channel channel;
        try {
            drain = direct.newConnection();
            channel = drain.createChannel();
            channel.basicQos(1);
            channel.basicConsume(partition.queue(), false,
                    (tag, message) -> delivered.add(message.getEnvelope().getDeliveryTag()), tag -> {});
        } catch (IOException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
        clock.scheduleAtFixedRate(() -> {
            Long next = delivered.poll();
            if (next != null) {
                try {
                    channel.basicAck(next, false);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }, 0, 1_000_000_000L / aSecond, TimeUnit.NANOSECONDS);
    }

    long count(Partition partition) {
        return directly(channel -> {
            try {
                return channel.messageCount(partition.queue());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    <T> T directly(Function<Channel, T> action) {
        try (Connection connection = direct.newConnection(); Channel channel = connection.createChannel()) {
            return action.apply(channel);
        } catch (IOException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        proxy.cut();
        publishers.forEach(AmqpCommandPublisher::stop);
        callers.shutdownNow();
        clock.shutdownNow();
        if (drain != null) {
            drain.abort();
        }
        connections.destroy();
        proxy.close();
    }
}
