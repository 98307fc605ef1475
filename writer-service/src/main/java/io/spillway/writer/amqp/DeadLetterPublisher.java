package io.spillway.writer.amqp;

import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import io.spillway.contract.messaging.MessageHeaders;
import io.spillway.contract.messaging.OrderTopology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.stereotype.Component;

/** Puts a message that can never be applied into {@code orders.dead}, with the reason. Thread-safe. */
@Component
final class DeadLetterPublisher {

    private static final Logger log = LoggerFactory.getLogger(DeadLetterPublisher.class);
    private static final long CONFIRM_TIMEOUT_MS = 5_000;

    private final ConnectionFactory connections;
    private final Clock clock;

    DeadLetterPublisher(ConnectionFactory connections, Clock clock) {
        this.connections = connections;
        this.clock = clock;
    }

    /**
     * Returns only when the broker has confirmed the dead letter and a queue has it: then the original may be
     * acknowledged. It is published again when the original is delivered again; the message id tells that they are one.
     *
     * @throws IOException when that is not certain
     */
    void publish(Incoming.Undecodable undecodable) throws IOException, InterruptedException {
        Message message = undecodable.message();
        AtomicBoolean returned = new AtomicBoolean();
        // Dead letters are rare: a channel for each costs less than keeping one healthy.
        try (Channel channel = connections.createConnection().getDelegate().createChannel()) {
            channel.confirmSelect();
            channel.addReturnListener(unroutable -> returned.set(true));
            channel.basicPublish(OrderTopology.DEAD, message.envelope().getRoutingKey(), true,
                    deadLetter(undecodable), message.body());
            // A returned message is confirmed too, after its return (RabbitMQ, "Publisher Confirms").
            if (!channel.waitForConfirms(CONFIRM_TIMEOUT_MS) || returned.get()) {
                throw new IOException("The broker did not take a dead letter");
            }
        } catch (TimeoutException unconfirmed) {
            throw new IOException("The broker did not confirm a dead letter", unconfirmed);
        }
        log.warn("Dead letter from {}: {} ({})", message.envelope().getRoutingKey(), undecodable.reason(),
                undecodable.detail());
    }

    private BasicProperties deadLetter(Incoming.Undecodable undecodable) {
        Message message = undecodable.message();
        Map<String, Object> original = message.properties().getHeaders();
        Map<String, Object> headers = original == null ? new HashMap<>() : new HashMap<>(original);
        headers.put(MessageHeaders.REASON, undecodable.reason());
        headers.put(MessageHeaders.DETAIL, undecodable.detail());
        headers.put(MessageHeaders.ORIGINAL_ROUTING_KEY, message.envelope().getRoutingKey());
        headers.putIfAbsent(MessageHeaders.FIRST_SEEN, clock.instant().toString());
        return message.properties().builder().deliveryMode(2).headers(headers).build();
    }
}
