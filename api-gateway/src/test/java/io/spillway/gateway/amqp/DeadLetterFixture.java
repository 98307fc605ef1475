package io.spillway.gateway.amqp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeoutException;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.Delivery;
import io.spillway.contract.messaging.OrderTopology;
import io.spillway.contract.messaging.Partition;
import io.spillway.contract.messaging.Partitions;
import io.spillway.testservers.TestServers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A broker with dead letters, a proxy before it, and a look behind its counter. */
final class DeadLetterFixture implements AutoCloseable {

    static final Partition PARTITION = new Partition(0);
    static final Partition OTHER = new Partition(1);
    static final int MAX_LENGTH = 5;

    final BrokerProxy proxy;
    private final ConnectionFactory direct = new ConnectionFactory();
    private final ConnectionFactory proxied = new ConnectionFactory();
    private final Connection connection;
    private final Channel channel;

    DeadLetterFixture() {
        deleteTopology();
        try {
            direct.setUri(TestServers.broker().uri());
            proxied.setUri(TestServers.broker().uri());
            proxy = new BrokerProxy(direct.getHost(), direct.getPort());
            proxied.setHost("127.0.0.1");
            proxied.setPort(proxy.port());
            proxied.setConnectionTimeout(2_000);
            proxied.setHandshakeTimeout(2_000);
            proxied.setChannelRpcTimeout(2_000);
            proxied.setAutomaticRecoveryEnabled(false);
            connection = direct.newConnection();
            new TopologyDeclaration(OrderTopology.declarables(new Partitions(2), MAX_LENGTH)).declare(connection);
            channel = connection.createChannel();
            channel.confirmSelect();
        } catch (IOException | TimeoutException | GeneralSecurityException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As a gateway of its own would have it. */
    AmqpDeadLetterQueue queue(Duration lockTimeout, Duration timeLimit) {
        return new AmqpDeadLetterQueue(() -> proxied.newConnection(), new DeadLetterSettings(lockTimeout, timeLimit),
                Duration.ofMillis(500));
    }

    /** With which the gateway finds this broker, and declares what is here already. */
    String[] connectionProperties() {
        return new String[]{"spring.rabbitmq.addresses=" + TestServers.broker().uri(),
                "spillway.partitions=2", "spillway.queue-max-length=" + MAX_LENGTH};
    }

    AmqpDeadLetterQueue queue() {
        return queue(Duration.ofSeconds(3), Duration.ofSeconds(20));
    }

    /** Dead letters of one partition, as a writer leaves them. */
    void bury(Partition partition, String... ids) {
        for (String id : ids) {
            bury(id, partition.routingKey(), new byte[]{'{', '}'});
        }
        confirmed();
    }

    void bury(String id, String routingKey, byte[] body) {
        Map<String, Object> headers = new HashMap<>(Map.of("x-reason", "malformed-body", "x-detail", "No JSON",
                "x-first-seen", "2026-03-01T12:00:00Z", "x-original-routing-key", routingKey, "traceparent",
                "00-1-2-01"));
        publish(OrderTopology.DEAD, routingKey, new BasicProperties.Builder().messageId(id).type("order.create.v1")
                .deliveryMode(2).headers(headers).build(), body);
    }

    void publish(String exchange, String routingKey, BasicProperties properties, byte[] body) {
        try {
            channel.basicPublish(exchange, routingKey, true, properties, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean confirmed() {
        try {
            return channel.waitForConfirms(10_000);
        } catch (InterruptedException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Everything that a queue holds now, which is gone then. */
    List<Delivery> drain(String queue) {
        return consume(queue, Integer.MAX_VALUE, (channel, message) -> {});
    }

    List<String> drainIds(String queue) {
        return drain(queue).stream().map(message -> message.getProperties().getMessageId()).toList();
    }

    interface Settling {
        void settle(Channel channel, Delivery message) throws IOException;
    }

    /** What a consumer gets that leaves nothing in the queue. */
    List<Delivery> consume(String queue, int atMost, Settling settling) {
        try (Channel own = connection.createChannel()) {
            // what a reading held is back when it is counted as a consumer no more
            await().until(() -> own.queueDeclarePassive(queue).getConsumerCount() == 0);
            long expected = Math.min(atMost, own.messageCount(queue));
            BlockingQueue<Delivery> arrived = new LinkedBlockingQueue<>();
            own.basicConsume(queue, false, (tag, message) -> arrived.add(message), tag -> {});
            await().until(() -> arrived.size() >= expected);
            List<Delivery> taken = new ArrayList<>(arrived);
            for (Delivery message : taken) {
                settling.settle(own, message);
            }
            own.basicAck(0, true);
            return taken;
        } catch (IOException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A connection without a proxy, for whoever must not be seen as this fixture. */
    Connection anotherConnection() {
        try {
            return direct.newConnection();
        } catch (IOException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    void assertCount(String queue, long messages) {
        await().untilAsserted(() -> assertThat(channel.messageCount(queue)).as(queue).isEqualTo(messages));
    }

    @Override
    public void close() {
        proxy.close();
        try {
            connection.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        deleteTopology();
    }

    private static void deleteTopology() {
        TestServers.broker().deleteQueues(PARTITION.queue(), OTHER.queue(), OrderTopology.DEAD);
        TestServers.broker().deleteExchanges(OrderTopology.COMMANDS, OrderTopology.DEAD);
    }
}
