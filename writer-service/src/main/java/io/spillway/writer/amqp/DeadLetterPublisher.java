package io.spillway.writer.amqp;

import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import io.spillway.contract.messaging.MessageHeaders;
import io.spillway.contract.messaging.OrderTopology;
import io.spillway.writer.amqp.Incoming.Poison;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.stereotype.Component;

/**
 * Publishes messages that can never be applied to {@code orders.dead}, with the reason in their headers. Thread-safe. Has a
 * connection apart from the consumers', because a broker short of memory stops reading from those that publish, and so
 * would hold up the acknowledgements.
 */
@Component
final class DeadLetterPublisher implements DeadLetterQueue {

    private static final Logger log = LoggerFactory.getLogger(DeadLetterPublisher.class);
    private static final int CONFIRM_TIMEOUT_MS = 10_000;
    private static final int ABORT_TIMEOUT_MS = 1_000;

    private final ConnectionFactory connections;
    private final Clock clock;

    DeadLetterPublisher(ConnectionFactory connections, Clock clock) {
        ConnectionFactory publishers = connections.getPublisherConnectionFactory();
        this.connections = publishers == null ? connections : publishers;
        this.clock = clock;
    }

    @Override
    public void requireRoute() throws IOException {
        Channel channel = connections.createConnection().getDelegate().createChannel();
        try {
            channel.exchangeDeclarePassive(OrderTopology.DEAD);
            channel.queueDeclarePassive(OrderTopology.DEAD);
        } catch (IOException refused) {
            AMQP.Channel.Close close = reason(refused);
            if (close != null && close.getReplyCode() == AMQP.NOT_FOUND) {
                throw new IOException(("Nothing is consumed, because dead letters would have no place to go: %s. "
                        + "Let this writer or a gateway declare the exchange and the queue %s")
                        .formatted(close.getReplyText(), OrderTopology.DEAD),
                        refused);
            }
            if (close == null || close.getReplyCode() != AMQP.ACCESS_REFUSED) {
                throw refused;
            }
            log.debug("Whether dead letters have a route shows with the first of them: {}", close.getReplyText());
        } finally {
            close(channel);
        }
    }

    /** Why the broker closed the channel; null when it was lost otherwise. */
    private static AMQP.Channel.@Nullable Close reason(IOException refused) {
        return refused.getCause() instanceof ShutdownSignalException shutdown
                && shutdown.getReason() instanceof AMQP.Channel.Close close ? close : null;
    }

    @Override
    public void publish(List<Poison> poison) throws IOException, InterruptedException {
        try {
            publish(poison, true);
        } catch (IllegalArgumentException tooLarge) {
            // The client's: with ours added, somebody's headers don't fit into a frame any more.
            log.warn("Dead letters lose their own headers: {}", tooLarge.getMessage());
            publish(poison, false);
        }
    }

    private void publish(List<Poison> poison, boolean withTheirHeaders) throws IOException, InterruptedException {
        AtomicBoolean returned = new AtomicBoolean();
        Connection connection = connections.createConnection().getDelegate();
        // Dead letters are rare: a channel each time costs less than keeping one healthy.
        Channel channel = connection.createChannel();
        try {
            channel.confirmSelect();
            channel.addReturnListener(unroutable -> returned.set(true));
            for (Poison letter : poison) {
                channel.basicPublish(OrderTopology.DEAD, letter.message().envelope().getRoutingKey(), true,
                        properties(letter, withTheirHeaders), letter.message().body());
            }
            // A returned message is confirmed too, after its return (RabbitMQ, "Publisher Confirms").
            if (!channel.waitForConfirms(CONFIRM_TIMEOUT_MS) || returned.get()) {
                throw new IOException(
                        ("The broker did not take a dead letter: is the queue %s full, or not bound to the "
                                + "exchange of that name?").formatted(OrderTopology.DEAD));
            }
        } catch (TimeoutException unconfirmed) {
            // Closing politely could wait as long as the broker is silent.
            connection.abort(ABORT_TIMEOUT_MS);
            throw new IOException("The broker did not confirm a dead letter", unconfirmed);
        } finally {
            close(channel);
        }
        for (Poison letter : poison) {
            Trace.of(letter.message(), () -> log.warn("Dead letter {} from {}: {} ({})",
                    letter.message().printableId(), letter.message().envelope().getRoutingKey(),
                    letter.reason().code(), letter.detail()));
        }
    }

    private BasicProperties properties(Poison letter, boolean withItsHeaders) {
        BasicProperties original = letter.message().properties();
        Map<String, Object> headers = new HashMap<>();
        if (withItsHeaders && original.getHeaders() != null) {
            headers.putAll(original.getHeaders());
        }
        // The broker's own; on a replay it would be taken for true.
        headers.remove(Suspicion.DELIVERY_COUNT);
        headers.put(MessageHeaders.REASON, letter.reason().code());
        headers.put(MessageHeaders.DETAIL, letter.detail());
        headers.put(MessageHeaders.ORIGINAL_ROUTING_KEY, letter.message().envelope().getRoutingKey());
        headers.putIfAbsent(MessageHeaders.FIRST_SEEN, clock.instant().toString());
        return original.builder().deliveryMode(2).headers(headers)
                // A dead letter stays until somebody takes it.
                .expiration(null)
                // The broker refuses a publisher that says it were another user (RabbitMQ, "Validated User-ID").
                .userId(null)
                .build();
    }

    private static void close(Channel channel) {
        try {
            channel.close();
        } catch (IOException | TimeoutException | ShutdownSignalException gone) {
            // Closed is what it should be.
        }
    }
}
