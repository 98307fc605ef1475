package io.spillway.contract.messaging;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.Exchange;
import org.springframework.amqp.core.Queue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static java.util.Map.entry;
import static java.util.Map.ofEntries;
import static org.assertj.core.api.Assertions.assertThat;

/** Holds the broker's definitions against what the services would declare: an account that may not declare must find the same. */
class DefinitionsTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JsonNode definitions = JSON.readTree(Path.of("../deploy/rabbitmq/definitions.json").toFile());
    private final Declarables topology = OrderTopology.declarables(new Partitions(Partitions.DEFAULT),
            OrderTopology.DEFAULT_MAX_LENGTH);

    @Test
    void queuesAreThoseOfTheContractWithExactlyItsArguments() {
        assertThat(definitions.path("queues")).containsExactlyInAnyOrderElementsOf(
                topology.getDeclarablesByType(Queue.class).stream().map(queue -> json(ofEntries(
                        entry("name", queue.getName()),
                        entry("vhost", "/"),
                        entry("durable", queue.isDurable()),
                        entry("auto_delete", queue.isAutoDelete()),
                        entry("arguments", queue.getArguments())))).toList());
    }

    @Test
    void exchangesAreThoseOfTheContract() {
        assertThat(definitions.path("exchanges")).containsExactlyInAnyOrderElementsOf(
                topology.getDeclarablesByType(Exchange.class).stream().map(exchange -> json(ofEntries(
                        entry("name", exchange.getName()),
                        entry("vhost", "/"),
                        entry("type", exchange.getType()),
                        entry("durable", exchange.isDurable()),
                        entry("auto_delete", exchange.isAutoDelete()),
                        entry("internal", exchange.isInternal()),
                        entry("arguments", exchange.getArguments())))).toList());
    }

    @Test
    void bindingsAreThoseOfTheContract() {
        assertThat(definitions.path("bindings")).containsExactlyInAnyOrderElementsOf(
                topology.getDeclarablesByType(Binding.class).stream().map(binding -> json(ofEntries(
                        entry("source", binding.getExchange()),
                        entry("vhost", "/"),
                        entry("destination", binding.getDestination()),
                        entry("destination_type", "queue"),
                        entry("routing_key", binding.getRoutingKey()),
                        entry("arguments", binding.getArguments())))).toList());
    }

    /** RabbitMQ lets nobody in with an empty hash. */
    @Test
    void accountsHaveNoPasswordUntilTheyAreGivenOne() {
        assertThat(strings(definitions.path("users"), "name")).containsExactly("gateway", "writer", "viewer");
        assertThat(strings(definitions.path("users"), "password_hash")).containsOnly("");
        assertThat(strings(definitions.path("users"), "password")).isEmpty();
    }

    @Test
    void nobodyAdministers() {
        assertThat(definitions.path("users").valueStream().flatMap(user -> user.path("tags").valueStream())
                .map(JsonNode::stringValue)).containsOnly("monitoring");
    }

    /** RabbitMQ looks for a match anywhere in the name. */
    @Test
    void everyPermissionIsForWholeNames() {
        Stream<String> patterns = definitions.path("permissions").valueStream()
                .flatMap(permission -> Stream.of("configure", "write", "read")
                        .map(right -> permission.path(right).stringValue()));

        assertThat(patterns).hasSize(9).allMatch(pattern -> pattern.startsWith("^") && pattern.endsWith("$"))
                .allMatch(pattern -> !pattern.contains("|") || pattern.matches("\\^[^|]*\\(.*\\)\\$"));
    }

    private static JsonNode json(Object value) {
        // through text, as the types of numbers shall not matter
        return JSON.readTree(JSON.writeValueAsString(value));
    }

    private static List<String> strings(JsonNode array, String member) {
        return array.valueStream().map(user -> user.path(member)).filter(JsonNode::isString).map(JsonNode::stringValue)
                .toList();
    }
}
