package io.spillway.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.spillway.contract.messaging.MessageHeaders;
import io.spillway.contract.messaging.OrderTopology;
import io.spillway.contract.messaging.Partition;
import io.spillway.contract.messaging.Partitions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.awaitility.Awaitility.await;

/** Catches a copy of every message that goes through the exchanges, and can send some itself. */
final class Tap implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Connection connection;
    private final Channel channel;
    private final String outcomes;
    private final Queue<Caught> caught = new ConcurrentLinkedQueue<>();

    /** A message as it came. Its bytes stay as they are, to be sent again. */
    record Caught(String exchange, String routingKey, BasicProperties properties, String text) {

        String type() {
            return properties.getType();
        }

        JsonNode body() {
            return JsonMapper.shared().readTree(text);
        }

        /** With texts for the client's own type for texts. */
        Map<String, Object> headers() {
            Map<String, Object> headers = new HashMap<>();
            if (properties.getHeaders() != null) {
                properties.getHeaders().forEach((name, value) -> headers.put(name,
                        value instanceof Boolean ? value : value.toString()));
            }
            return headers;
        }

        /** The AMQP properties that are set, by their names in the protocol. */
        @SuppressWarnings("JavaUtilDate") // the client's type for AMQP timestamps
        Map<String, Object> propertiesSet() {
            Map<String, Object> set = new HashMap<>();
            set.put("message_id", properties.getMessageId());
            set.put("type", properties.getType());
            set.put("content_type", properties.getContentType());
            set.put("content_encoding", properties.getContentEncoding());
            set.put("timestamp", properties.getTimestamp() == null ? null : properties.getTimestamp().toInstant());
            set.put("delivery_mode", properties.getDeliveryMode());
            set.put("reply_to", properties.getReplyTo());
            set.put("correlation_id", properties.getCorrelationId());
            set.put("priority", properties.getPriority());
            set.put("expiration", properties.getExpiration());
            set.put("user_id", properties.getUserId());
            set.put("app_id", properties.getAppId());
            set.values().removeIf(value -> value == null);
            return set;
        }
    }

    Tap(String uri) {
        try {
            ConnectionFactory factory = new ConnectionFactory();
            factory.setUri(uri);
            connection = factory.newConnection();
            channel = connection.createChannel();
            String commands = queue();
            for (Partition partition : new Partitions(Partitions.DEFAULT).all()) {
                channel.queueBind(commands, OrderTopology.COMMANDS, partition.routingKey());
            }
            String dead = queue();
            channel.exchangeDeclare(OrderTopology.DEAD, BuiltinExchangeType.FANOUT, true);
            channel.queueBind(dead, OrderTopology.DEAD, "");
            outcomes = queue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (TimeoutException | GeneralSecurityException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private String queue() throws IOException {
        String queue = channel.queueDeclare("", false, true, true, Map.of()).getQueue();
        channel.basicConsume(queue, true, (tag, delivery) -> caught.add(new Caught(delivery.getEnvelope().getExchange(),
                delivery.getEnvelope().getRoutingKey(), delivery.getProperties(),
                new String(delivery.getBody(), StandardCharsets.UTF_8))), tag -> {});
        return queue;
    }

    /** The commands on an order, so many that none may be missing. */
    List<Caught> commands(String order, int count) {
        Predicate<Caught> wanted = message -> message.exchange().equals(OrderTopology.COMMANDS)
                && message.text().contains("\"orderId\":\"" + order + "\"");
        await().alias("commands on " + order).atMost(PATIENCE)
                .until(() -> caught.stream().filter(wanted).count() >= count);
        return caught.stream().filter(wanted).toList();
    }

    Caught deadLetter(String messageId) {
        return one(message -> message.exchange().equals(OrderTopology.DEAD)
                && messageId.equals(message.properties().getMessageId()));
    }

    /** What the writer answers when this command is sent once more and somebody waits. */
    Caught outcomeOf(Caught command) {
        String correlationId = UUID.randomUUID().toString();
        Map<String, Object> headers = command.headers();
        headers.put(MessageHeaders.POSSIBLE_COPY, true);
        publish(command.routingKey(), command.properties().builder().headers(headers).replyTo(outcomes)
                .correlationId(correlationId).build(), command.text().getBytes(StandardCharsets.UTF_8));
        return one(message -> message.exchange().isEmpty()
                && correlationId.equals(message.properties().getCorrelationId()));
    }

    private Caught one(Predicate<Caught> wanted) {
        await().atMost(PATIENCE).until(() -> caught.stream().anyMatch(wanted));
        return caught.stream().filter(wanted).findFirst().orElseThrow();
    }

    void publish(String partition, BasicProperties properties, byte[] body) {
        try {
            channel.basicPublish(OrderTopology.COMMANDS, partition, properties, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        connection.abort();
    }
}
