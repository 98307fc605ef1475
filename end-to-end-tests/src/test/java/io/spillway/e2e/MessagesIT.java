package io.spillway.e2e;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

import com.rabbitmq.client.AMQP.BasicProperties;
import io.spillway.contract.command.CommandKind;
import io.spillway.contract.messaging.MessageHeaders;
import io.spillway.contract.messaging.OrderTopology;
import io.spillway.contract.messaging.Partition;
import io.spillway.contract.messaging.Partitions;
import io.spillway.contract.order.OrderContent;
import io.spillway.contract.order.OrderItem;
import io.spillway.contract.outcome.RefusalCode;
import io.spillway.e2e.Tap.Caught;
import io.spillway.e2e.fuzz.Schemas;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.amqp.core.Queue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The messages that really go over the broker, held against {@code docs/asyncapi.yaml}. */
@Order(3)
@Execution(ExecutionMode.SAME_THREAD)
class MessagesIT {

    private static final JsonNode DOCUMENT = new YAMLMapper()
            .readTree(Path.of(System.getProperty("spillway.root"), "docs", "asyncapi.yaml").toFile());
    private static final Schemas SCHEMAS = new Schemas(DOCUMENT);

    private static Tap tap;
    private static Api api;

    @BeforeAll
    static void listen() {
        Stack stack = Stack.shared();
        tap = new Tap(stack.brokerUri());
        api = stack.api().newUser("messages-" + UUID.randomUUID().toString().substring(0, 8)).api();
    }

    @AfterAll
    static void stop() {
        tap.close();
    }

    @Test
    void everyCommandThatAGatewaySendsIsAsDescribed() {
        Api.Answer created = api.send("POST", "/v1/orders", Api.JSON, Orders.mug("C-1"), "Prefer", "wait=20");
        String order = created.header("Location");
        api.send("PATCH", order, Api.MERGE_PATCH, "{\"note\": null, \"status\": \"PAID\"}", "If-Match", "\"1\", \"2\"");
        api.send("PUT", order, Api.JSON, Orders.mug("C-1"), "If-Match", "*");
        api.send("DELETE", order, Api.JSON, "", "If-Match", "W/\"1\"");

        List<Caught> commands = tap.commands(order.substring(order.lastIndexOf('/') + 1), 4);

        assertThat(commands).extracting(Caught::type).containsExactlyInAnyOrder(
                Arrays.stream(CommandKind.values()).map(CommandKind::messageType).toArray(String[]::new));
        assertThat(commands).allSatisfy(command -> {
            assertDescribed(messageNamed(command.type()), command);
            assertThat(command.body().at("/header/id").asString()).isEqualTo(command.properties().getMessageId());
        });
        assertThat(commands).extracting(command -> command.properties().getReplyTo())
                .filteredOn(replyTo -> replyTo != null).singleElement().asString()
                .startsWith(OrderTopology.OUTCOMES + ".");
    }

    /** Told to this test, which sends commands that it caught once more, and names its own queue. */
    @Test
    void everyOutcomeThatAWriterTellsIsAsDescribed() {
        Api.Answer created = api.post(Orders.mug("C-2"));
        String order = api.outcome(created).at("/resource/id").asString();
        String unknown = UUID.randomUUID().toString();
        api.outcome(api.delete("/v1/orders/" + unknown));

        Caught applied = tap.outcomeOf(tap.commands(order, 1).getFirst());
        Caught rejected = tap.outcomeOf(tap.commands(unknown, 1).getFirst());

        assertThat(applied.body().at("/outcome/result").asString()).isEqualTo("applied");
        assertThat(rejected.body().at("/outcome/code").asString()).isEqualTo("order-not-found");
        assertDescribed(messageNamed("order.outcome.v1"), applied);
        assertDescribed(messageNamed("order.outcome.v1"), rejected);
    }

    @Test
    void everyDeadLetterThatAWriterPutsAsideIsAsDescribed() {
        Api operator = Stack.shared().operator().api();
        for (String type : List.of(CommandKind.CREATE.messageType(), "order.unheard-of.v7")) {
            String id = UUID.randomUUID().toString();
            tap.publish("00", new BasicProperties.Builder().messageId(id).type(type)
                    .headers(Map.of("x-somebodys", "own")).build(), "no command".getBytes());

            Caught letter = tap.deadLetter(id);

            assertDescribed(DOCUMENT.at("/components/messages/deadLetter"), letter);
            assertThat(letter.headers()).containsEntry(MessageHeaders.ORIGINAL_ROUTING_KEY, "00")
                    .containsEntry("x-somebodys", "own");
            await().atMost(Duration.ofSeconds(10)).until(
                    () -> operator.delete("/v1/admin/dead-letters/" + id).status() == 204);
        }
    }

    @Test
    void theQueuesAreAsDescribed() {
        Map<String, String> declared = OrderTopology
                .declarables(new Partitions(1), OrderTopology.DEFAULT_MAX_LENGTH).getDeclarablesByType(Queue.class)
                .stream().collect(Collectors.toMap(Queue::getName, queue -> sorted(queue.getArguments())));

        assertThat(arguments("partition")).isEqualTo(declared.get(new Partition(0).queue()));
        assertThat(arguments("deadLetters")).isEqualTo(declared.get(OrderTopology.DEAD));
        assertThat(DOCUMENT.at("/channels/commands/bindings/amqp/exchange/name").asString())
                .isEqualTo(OrderTopology.COMMANDS);
        assertThat(DOCUMENT.at("/channels/dead/bindings/amqp/exchange/name").asString())
                .isEqualTo(OrderTopology.DEAD);
    }

    @Test
    void limitsAndCodesAreThoseOfTheContract() {
        assertThat(schema("Items/maxItems").asInt()).isEqualTo(OrderContent.MAX_ITEMS);
        assertThat(schema("Note/maxLength").asInt()).isEqualTo(OrderContent.MAX_NOTE);
        assertThat(schema("OrderItem/properties/quantity/maximum").asInt()).isEqualTo(OrderItem.MAX_QUANTITY);
        assertThat(schema("OrderItem/properties/unitPrice/maximum").asLong()).isEqualTo(OrderItem.MAX_UNIT_PRICE);
        assertThat(schema("RefusalCode/enum").valueStream().map(JsonNode::asString)).containsExactly(
                Arrays.stream(RefusalCode.values()).map(RefusalCode::code).toArray(String[]::new));
    }

    @Test
    void everyExampleIsWhatItsSchemaSays() {
        for (JsonNode message : DOCUMENT.at("/components/messages")) {
            for (JsonNode example : message.path("examples")) {
                assertThat(SCHEMAS.violations(message.path("payload"), example.path("payload"))).isEmpty();
                assertThat(example.has("headers")
                        ? SCHEMAS.violations(message.path("headers"), example.path("headers"))
                        : List.of()).isEmpty();
            }
        }
    }

    private static JsonNode messageNamed(String type) {
        return DOCUMENT.at("/components/messages").valueStream()
                .filter(message -> message.path("name").asString().equals(type)).findFirst().orElseThrow();
    }

    private static void assertDescribed(JsonNode message, Caught caught) {
        JsonMapper json = JsonMapper.shared();
        if (message.path("contentType").asString("").equals("application/json")) {
            assertThat(SCHEMAS.violations(message.path("payload"), caught.body())).as("%s", caught).isEmpty();
        }
        if (message.has("headers")) {
            assertThat(SCHEMAS.violations(message.path("headers"), json.valueToTree(caught.headers())))
                    .as("%s", caught).isEmpty();
        } else {
            assertThat(caught.headers()).isEmpty();
        }
        assertThat(SCHEMAS.violations(message.path("x-properties"), json.valueToTree(caught.propertiesSet())))
                .as("%s", caught).isEmpty();
    }

    private static String arguments(String channel) {
        return sorted(
                JsonMapper.shared().convertValue(DOCUMENT.at("/channels/" + channel + "/x-arguments"), Map.class));
    }

    private static String sorted(Map<?, ?> arguments) {
        return new TreeMap<>(arguments).toString();
    }

    private static JsonNode schema(String pointer) {
        return DOCUMENT.at("/components/schemas/" + pointer);
    }
}
