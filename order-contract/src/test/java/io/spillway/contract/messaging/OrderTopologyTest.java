package io.spillway.contract.messaging;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.Exchange;
import org.springframework.amqp.core.Queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

class OrderTopologyTest {

    private final Declarables topology = OrderTopology.declarables(new Partitions(2), 500);

    @Test
    void aCommandQueueIsReplicatedOrderedBoundedAndNeverDropsItsHead() {
        assertThat(queue("orders.commands.01").isDurable()).isTrue();
        assertThat(queue("orders.commands.01").getArguments()).containsOnly(
                entry("x-queue-type", "quorum"),
                entry("x-single-active-consumer", true),
                entry("x-max-length", 500L),
                entry("x-overflow", "reject-publish"),
                entry("x-dead-letter-exchange", "orders.dead"),
                entry("x-dead-letter-strategy", "at-least-once"),
                entry("x-delivery-limit", 1_000_000));
    }

    @Test
    void deadLettersAreKeptWithoutAnyLimit() {
        assertThat(queue("orders.dead").isDurable()).isTrue();
        assertThat(queue("orders.dead").getArguments()).containsOnly(
                entry("x-queue-type", "quorum"), entry("x-delivery-limit", Integer.MAX_VALUE));
    }

    @Test
    void everyQueueHasItsRoute() {
        List<String> routes = topology.getDeclarablesByType(Binding.class).stream()
                .map(binding -> binding.getExchange() + " " + binding.getRoutingKey() + " " + binding.getDestination())
                .toList();

        assertThat(routes).containsExactlyInAnyOrder("orders.commands 00 orders.commands.00",
                "orders.commands 01 orders.commands.01", "orders.dead  orders.dead");
        assertThat(topology.getDeclarablesByType(Exchange.class)).allMatch(Exchange::isDurable)
                .extracting(exchange -> exchange.getName() + " " + exchange.getType())
                .containsExactlyInAnyOrder("orders.commands direct", "orders.dead fanout");
    }

    private Queue queue(String name) {
        return topology.getDeclarablesByType(Queue.class).stream().filter(queue -> queue.getName().equals(name))
                .findFirst().orElseThrow();
    }
}
