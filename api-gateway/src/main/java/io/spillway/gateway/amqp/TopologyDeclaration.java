package io.spillway.gateway.amqp;

import java.io.IOException;
import java.util.concurrent.TimeoutException;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.Declarable;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.Exchange;
import org.springframework.amqp.core.Queue;

/**
 * Declares exchanges and queues, so that commands are taken before any writer ever ran. A refusal stops nothing: an account
 * may publish without being allowed to declare what is there already.
 */
final class TopologyDeclaration {

    private static final Logger LOG = LoggerFactory.getLogger(TopologyDeclaration.class);

    private final Declarables declarables;

    TopologyDeclaration(Declarables declarables) {
        this.declarables = declarables;
    }

    /** @throws IOException when the connection is lost; refusals are logged */
    void declare(Connection connection) throws IOException {
        int refused = 0;
        String first = null;
        for (Declarable declarable : declarables.getDeclarables()) {
            String refusal = declareOne(connection, declarable);
            if (refusal != null) {
                refused++;
                first = first == null ? refusal : first;
            }
        }
        if (refused > 0) {
            LOG.warn("The broker refused {} of {} declarations and may lack queues; the first refusal: {}", refused,
                    declarables.getDeclarables().size(), first);
        }
    }

    /** On a channel of its own, because a refusal closes the channel. */
    private static @Nullable String declareOne(Connection connection, Declarable declarable) throws IOException {
        try (Channel channel = connection.createChannel()) {
            switch (declarable) {
                case Exchange exchange -> channel.exchangeDeclare(exchange.getName(), exchange.getType(),
                        exchange.isDurable(), exchange.isAutoDelete(), exchange.getArguments());
                case Queue queue -> channel.queueDeclare(queue.getName(), queue.isDurable(), queue.isExclusive(),
                        queue.isAutoDelete(), queue.getArguments());
                case Binding binding -> channel.queueBind(binding.getDestination(), binding.getExchange(),
                        binding.getRoutingKey(), binding.getArguments());
                default -> throw new IllegalStateException("No way to declare " + declarable);
            }
            return null;
        } catch (ShutdownSignalException | TimeoutException | IOException failed) {
            if (!connection.isOpen()) {
                throw new IOException("The connection was lost while declaring", failed);
            }
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            return cause.getMessage();
        }
    }
}
