package io.spillway.writer.amqp;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Envelope;
import io.spillway.contract.messaging.MessageHeaders;
import io.spillway.contract.messaging.OrderTopology;
import io.spillway.testservers.RequiresRabbitMq;
import io.spillway.writer.CommandQueues;
import io.spillway.writer.amqp.Incoming.Poison;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DeadLetterPublisherIT {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private CommandQueues queues;
    private CachingConnectionFactory connections;
    private DeadLetterPublisher publisher;

    @BeforeEach
    void declare() throws Exception {
        queues = new CommandQueues(1);
        connections = new CachingConnectionFactory(URI.create(queues.broker.uri()));
        publisher = new DeadLetterPublisher(connections, Clock.fixed(NOON, ZoneOffset.UTC));
    }

    @AfterEach
    void close() throws IOException {
        queues.admin(connections).initialize();
        connections.destroy();
        queues.close();
    }

    @Test
    void keepsMessageAndReasonTogether() throws Exception {
        BasicProperties original = new BasicProperties.Builder().messageId("m").type("order.burn.v1")
                .contentType("application/json").headers(Map.of(MessageHeaders.TRACEPARENT, "00-…",
                        "x-delivery-count", 4))
                .build();

        publisher.publish(List.of(poison(original, "body")));

        assertThat(queues.takeDeadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.getBody()).asString().isEqualTo("body");
            assertThat(letter.getProps().getMessageId()).isEqualTo("m");
            assertThat(letter.getProps().getType()).isEqualTo("order.burn.v1");
            assertThat(letter.getProps().getContentType()).isEqualTo("application/json");
            assertThat(letter.getProps().getDeliveryMode()).isEqualTo(2);
            assertThat(letter.getProps().getHeaders()).extractingFromEntries(
                    entry -> entry.getKey() + ": " + entry.getValue()).containsExactlyInAnyOrder("traceparent: 00-…",
                            "x-reason: unknown-type", "x-detail: A sentence", "x-original-routing-key: 00",
                            "x-first-seen: 2026-03-01T12:00:00Z");
        });
    }

    @Test
    void dropsWhatWouldLetADeadLetterExpireOrBeRefused() throws Exception {
        publisher.publish(List.of(poison(new BasicProperties.Builder().messageId("m").expiration("1")
                .userId("somebody-else").build(), "body")));

        assertThat(queues.takeDeadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.getProps().getExpiration()).isNull();
            assertThat(letter.getProps().getUserId()).isNull();
        });
    }

    @Test
    @RequiresRabbitMq // whose frames are the smaller ones
    void dropsHeadersThatLeaveNoRoomForTheReason() throws Exception {
        publisher.publish(List.of(poison(new BasicProperties.Builder().messageId("m")
                .headers(Map.of("x-large", "x".repeat(140_000))).build(), "body")));

        assertThat(queues.takeDeadLetters()).singleElement().satisfies(letter -> assertThat(
                letter.getProps().getHeaders()).doesNotContainKey("x-large").containsKey(MessageHeaders.REASON));
    }

    @Test
    void keepsTheirOrder() throws Exception {
        List<Poison> many = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            many.add(poison(new BasicProperties.Builder().messageId("m" + i).build(), "body"));
        }

        publisher.publish(many);

        assertThat(queues.takeDeadLetters()).extracting(letter -> letter.getProps().getMessageId())
                .containsExactlyElementsOf(many.stream().map(p -> p.message().properties().getMessageId()).toList());
    }

    @Test
    void saysSoWhenNoQueueTakesADeadLetter() throws Exception {
        assertThatCode(publisher::requireRoute).doesNotThrowAnyException();
        queues.broker.deleteQueues(OrderTopology.DEAD);

        assertThatThrownBy(publisher::requireRoute).isInstanceOf(IOException.class)
                .hasMessageContaining("dead letters would have no place to go")
                .hasMessageContaining("declare the exchange and the queue orders.dead");
        assertThatThrownBy(() -> publisher.publish(List.of(poison(new BasicProperties(), "body"))))
                .isInstanceOf(IOException.class).hasMessageContaining("did not take a dead letter");
    }

    private static Poison poison(BasicProperties properties, String body) {
        return new Poison(new Message(new Envelope(1, false, OrderTopology.COMMANDS, "00"), properties,
                body.getBytes(StandardCharsets.UTF_8)), DeadLetterReason.UNKNOWN_TYPE, "A sentence");
    }
}
