package io.spillway.writer;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.GetResponse;
import io.spillway.contract.command.Command;
import io.spillway.contract.messaging.MessageHeaders;
import io.spillway.testservers.TestServers;
import io.spillway.testservers.TestStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

import static io.spillway.writer.core.CommandFixtures.create;
import static io.spillway.writer.core.CommandFixtures.note;
import static io.spillway.writer.core.CommandFixtures.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Whoever has a trace id finds what the writer did. */
@ExtendWith(OutputCaptureExtension.class)
class TracesIT {

    private static final String APPLIED = "11111111111111111111111111111111";
    private static final String REFUSED = "22222222222222222222222222222222";
    private static final String DEAD = "33333333333333333333333333333333";

    private final TestStore store = TestServers.store();
    private final String database = store.uniqueDatabase(TracesIT.class);

    @Test
    void aCommandsTraceIsInTheLogItsOutcomeAndItsDeadLetter(CapturedOutput output) throws Exception {
        try (CommandQueues queues = new CommandQueues(1)) {
            String outcomes = queues.declareOutcomeQueue();
            Command applied = create("c1", "A");
            publish(queues, applied, APPLIED, outcomes);
            publish(queues, note("c2", "B"), REFUSED, outcomes);
            queues.publish(order("A"), new BasicProperties.Builder().messageId("gar\nbage").type("order.create.v1")
                    .headers(Map.of(MessageHeaders.TRACEPARENT, traceparent(DEAD), MessageHeaders.TRACESTATE, "a=1"))
                    .build(), "garbage".getBytes(StandardCharsets.UTF_8));
            queues.publish(order("A"), new BasicProperties.Builder().messageId("forged").type("order.create.v1")
                    .headers(Map.of(MessageHeaders.TRACEPARENT, traceparent(DEAD) + "\nforged")).build(),
                    "garbage".getBytes(StandardCharsets.UTF_8));

            ConfigurableApplicationContext writer = start(queues);
            try {
                await().until(() -> output.toString().contains("Dead letter forged"));
                GetResponse outcome = await().until(() -> queues.takeOutcome(outcomes), response -> response != null);
                assertThat(String.valueOf(outcome.getProps().getHeaders().get(MessageHeaders.TRACEPARENT)))
                        .isEqualTo(traceparent(APPLIED));
            } finally {
                writer.close();
            }
            assertLine(output, APPLIED, "create " + applied.id() + " on order " + order("A") + ": version 1");
            assertLine(output, REFUSED, ": order-not-found");
            assertLine(output, DEAD, "Dead letter gar?bage from 00: malformed-body");
            assertLine(output, "", "Dead letter forged from 00: malformed-body");
            assertThat(queues.takeDeadLetters()).first().satisfies(letter -> assertThat(letter.getProps().getHeaders())
                    .hasEntrySatisfying("traceparent", value -> assertThat(value).hasToString(traceparent(DEAD)))
                    .hasEntrySatisfying("tracestate", value -> assertThat(value).hasToString("a=1")));
        } finally {
            store.dropDatabase(database);
        }
    }

    private ConfigurableApplicationContext start(CommandQueues queues) {
        return WriterService.application().run("--server.port=0", "--management.server.port=0",
                "--spring.rabbitmq.addresses=" + queues.broker.uri(), "--spring.mongodb.uri=" + store.uri(),
                "--spring.mongodb.database=" + database, "--spillway.partitions=1",
                "--logging.level.io.spillway.writer.commands=debug");
    }

    private static void publish(CommandQueues queues, Command command, String traceId, String replyTo)
            throws Exception {
        queues.publish(command.orderId(), new BasicProperties.Builder().messageId(command.id().toString())
                .type(command.kind().messageType()).replyTo(replyTo).correlationId("1")
                .headers(Map.of(MessageHeaders.TRACEPARENT, traceparent(traceId))).build(),
                JsonMapper.shared().writeValueAsBytes(command));
    }

    private static String traceparent(String traceId) {
        return "00-" + traceId + "-00f067aa0ba902b7-01";
    }

    private static void assertLine(CapturedOutput output, String traceId, String words) {
        assertThat(output.toString().lines()).anySatisfy(
                line -> assertThat(line).contains("[" + traceId + "] ").contains(words));
    }
}
