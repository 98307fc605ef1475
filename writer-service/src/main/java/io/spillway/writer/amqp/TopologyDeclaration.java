package io.spillway.writer.amqp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;

import com.rabbitmq.client.AMQP;
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
 * Declares exchanges and queues, so that the writer can start before any gateway. An account that may not declare them
 * only looks whether they are there, as far as it may: up to RabbitMQ 4.2.5 everybody may, later who has some right to
 * them, and in 4.2.6 and 4.3.0 only who may declare them. Arguments and bindings cannot be looked at.
 * Thread-safe.
 */
final class TopologyDeclaration {

    private static final Logger log = LoggerFactory.getLogger(TopologyDeclaration.class);

    private final Declarables declarables;
    // once refused, only for what is missing: the broker logs an error each time
    private volatile boolean mayDeclare = true;
    private final Set<String> hidden = ConcurrentHashMap.newKeySet();

    TopologyDeclaration(Declarables declarables) {
        this.declarables = declarables;
    }

    /**
     * Makes or finds everything, as far as the account may. What is not as it should be stops nothing and is logged.
     *
     * @throws IOException when the connection is lost
     */
    void declare(Connection connection) throws IOException {
        List<String> problems = new ArrayList<>();
        for (Declarable declarable : declarables.getDeclarables()) {
            String problem = problem(connection, declarable);
            if (problem != null) {
                problems.add(problem);
            }
        }
        if (!problems.isEmpty()) {
            log.warn("{} of {} exchanges, queues and bindings are not as they should be; the first: {}",
                    problems.size(), declarables.getDeclarables().size(), problems.getFirst());
        }
    }

    private @Nullable String problem(Connection connection, Declarable declarable) throws IOException {
        if (!mayDeclare) {
            return problemSeen(connection, declarable);
        }
        Refusal refusal = refusal(connection, channel -> declare(channel, declarable));
        if (refusal == null || refusal.code() != AMQP.ACCESS_REFUSED) {
            return refusal == null ? null : cannot(declarable, refusal);
        }
        log.info("The broker's account may not declare exchanges and queues; only looking whether they are there");
        mayDeclare = false;
        return problemSeen(connection, declarable);
    }

    private @Nullable String problemSeen(Connection connection, Declarable declarable) throws IOException {
        if (declarable instanceof Binding || hidden.contains(name(declarable))) {
            return null;
        }
        Refusal unseen = refusal(connection, channel -> look(channel, declarable));
        if (unseen == null) {
            return null;
        }
        if (unseen.code() == AMQP.ACCESS_REFUSED) {
            hidden.add(name(declarable));
            return null; // whoever uses it will see
        }
        Refusal refusal = refusal(connection, channel -> declare(channel, declarable));
        if (refusal == null || refusal.code() != AMQP.ACCESS_REFUSED) {
            return refusal == null ? null : cannot(declarable, refusal);
        }
        return "%s is missing, and this account may not declare it: load deploy/rabbitmq/definitions.json into the broker"
                .formatted(name(declarable));
    }

    private static String cannot(Declarable declarable, Refusal refusal) {
        return "%s cannot be declared, perhaps because it exists with another spillway.queue-max-length: %s"
                .formatted(name(declarable), refusal.text());
    }

    private record Refusal(int code, String text) {}

    private interface Step {
        void run(Channel channel) throws IOException;
    }

    /** On a channel of its own, because a refusal closes the channel. */
    private static @Nullable Refusal refusal(Connection connection, Step step) throws IOException {
        try (Channel channel = connection.createChannel()) {
            step.run(channel);
            return null;
        } catch (ShutdownSignalException | TimeoutException | IOException failed) {
            if (connection.isOpen() && failed.getCause() instanceof ShutdownSignalException closed
                    && closed.getReason() instanceof AMQP.Channel.Close reason) {
                return new Refusal(reason.getReplyCode(), reason.getReplyText());
            }
            throw new IOException("The connection was lost while declaring", failed);
        }
    }

    private static void declare(Channel channel, Declarable declarable) throws IOException {
        switch (declarable) {
            case Exchange exchange -> channel.exchangeDeclare(exchange.getName(), exchange.getType(),
                    exchange.isDurable(), exchange.isAutoDelete(), exchange.getArguments());
            case Queue queue -> channel.queueDeclare(queue.getName(), queue.isDurable(), queue.isExclusive(),
                    queue.isAutoDelete(), queue.getArguments());
            case Binding binding -> channel.queueBind(binding.getDestination(), binding.getExchange(),
                    binding.getRoutingKey(), binding.getArguments());
            default -> throw new IllegalStateException("No way to declare " + declarable);
        }
    }

    private static void look(Channel channel, Declarable declarable) throws IOException {
        switch (declarable) {
            case Exchange exchange -> channel.exchangeDeclarePassive(exchange.getName());
            case Queue queue -> channel.queueDeclarePassive(queue.getName());
            default -> throw new IllegalStateException("No way to see " + declarable);
        }
    }

    private static String name(Declarable declarable) {
        return switch (declarable) {
            case Exchange exchange -> "The exchange " + exchange.getName();
            case Queue queue -> "The queue " + queue.getName();
            case Binding binding -> "The binding of " + binding.getDestination();
            default -> String.valueOf(declarable);
        };
    }
}
