package io.spillway.contract.messaging;

import java.util.ArrayList;
import java.util.List;

import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.Declarable;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.DirectExchange;
import org.springframework.amqp.core.FanoutExchange;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.QueueBuilder;

/**
 * The exchanges and queues. Gateway and writer both declare all of them, so either can start first; declaring again with
 * the same arguments does nothing (RabbitMQ, "Queues", declaration and property equivalence).
 */
public final class OrderTopology {

    /** The durable direct exchange that commands go to; their queues' names start with it too. */
    public static final String COMMANDS = "orders.commands";

    /** The exchange, and the one queue behind it, for messages that can never be applied. */
    public static final String DEAD = "orders.dead";

    /** Begins the name of the queue that each gateway has for itself, for the outcomes that its callers wait for. */
    public static final String OUTCOMES = "orders.outcomes";

    public static final long DEFAULT_MAX_LENGTH = 1_000_000;

    /**
     * Losing a channel counts for every message it had prefetched (RabbitMQ, "Quorum Queues", poison message handling),
     * so a limit that crashes could reach would dead-letter innocents. Poison is the writer's own decision.
     */
    private static final int DELIVERY_LIMIT = 1_000_000;

    private OrderTopology() {}

    /** @param maxLength messages in one command queue at which the broker refuses more; the same in every process */
    public static Declarables declarables(Partitions partitions, long maxLength) {
        DirectExchange commands = new DirectExchange(COMMANDS);
        FanoutExchange dead = new FanoutExchange(DEAD);
        // The highest limit there is means none; RabbitMQ 3 refuses -1.
        Queue deadQueue = QueueBuilder.durable(DEAD).quorum().deliveryLimit(Integer.MAX_VALUE).build();

        List<Declarable> all = new ArrayList<>(
                List.of(commands, dead, deadQueue, BindingBuilder.bind(deadQueue).to(dead)));
        for (Partition partition : partitions.all()) {
            Queue queue = commandQueue(partition, maxLength);
            all.add(queue);
            all.add(BindingBuilder.bind(queue).to(commands).with(partition.routingKey()));
        }
        return new Declarables(all);
    }

    private static Queue commandQueue(Partition partition, long maxLength) {
        return QueueBuilder.durable(partition.queue())
                .quorum()
                .singleActiveConsumer()
                .maxLength(maxLength)
                .overflow(QueueBuilder.Overflow.rejectPublish)
                .deadLetterExchange(DEAD)
                .withArgument("x-dead-letter-strategy", "at-least-once")
                .deliveryLimit(DELIVERY_LIMIT)
                .build();
    }
}
