package io.spillway.gateway.amqp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.spillway.contract.command.CommandId;
import io.spillway.contract.outcome.CommandOutcome;
import io.spillway.contract.outcome.Outcome;
import io.spillway.gateway.core.CommandFixtures;
import io.spillway.gateway.core.Outcomes.Expectation;
import io.spillway.gateway.core.ReplyTo;
import io.spillway.testservers.TestServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class AmqpOutcomesIT {

    private static final CommandOutcome APPLIED = new CommandOutcome(CommandFixtures.COMMAND, new Outcome.Applied(3),
            null);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final ConnectionFactory factory = new ConnectionFactory();
    private Connection writer;
    private Channel channel;
    private volatile Connection consuming;
    private final BrokerSeen seen = new BrokerSeen();
    private final AtomicInteger attempts = new AtomicInteger();
    private volatile boolean away;
    private AmqpOutcomes outcomes;

    @BeforeEach
    void start() throws Exception {
        factory.setUri(TestServers.broker().uri());
        factory.setAutomaticRecoveryEnabled(false);
        writer = factory.newConnection();
        channel = writer.createChannel();
        outcomes = new AmqpOutcomes(() -> {
            attempts.incrementAndGet();
            if (away) {
                throw new IOException("away");
            }
            try {
                consuming = factory.newConnection();
                return consuming;
            } catch (TimeoutException e) {
                throw new IOException(e);
            }
        }, UUID.randomUUID(), seen);
        outcomes.start();
    }

    @AfterEach
    void stop() throws Exception {
        outcomes.stop();
        if (consuming != null) {
            consuming.abort();
        }
        writer.close();
    }

    @Test
    void eachRequestGetsItsOwnOutcomeAlsoWhenTheCommandIsTheSame() {
        CommandOutcome refused = new CommandOutcome(new CommandId(UUID.randomUUID()), new Outcome.Applied(9), null);
        try (Expectation first = outcomes.expect(); Expectation second = outcomes.expect()) {
            await().untilAsserted(() -> {
                send(second.replyTo(), refused);
                send(first.replyTo(), APPLIED);
                assertThat(first.await(Duration.ofMillis(200))).contains(APPLIED);
            });
            assertThat(second.await(LONG)).contains(refused);
        }
    }

    @Test
    void outcomesComeAgainAfterTheConnectionWasLost() {
        try (Expectation before = outcomes.expect()) {
            await().untilAsserted(() -> {
                send(before.replyTo(), APPLIED);
                assertThat(before.await(Duration.ofMillis(200))).isPresent();
            });
        }

        consuming.abort();

        try (Expectation after = outcomes.expect()) {
            await().untilAsserted(() -> {
                send(after.replyTo(), APPLIED);
                assertThat(after.await(Duration.ofMillis(200))).contains(APPLIED);
            });
        }
    }

    /** By itself it would make the last of so many attempts after more than a minute. */
    @Test
    void whenTheBrokerIsSeenItIsTriedAtOnce() {
        await().until(() -> consuming != null);
        away = true;
        consuming.abort();

        await().atMost(LONG).until(() -> {
            seen.tell();
            return attempts.get() > 25;
        });
    }

    @Test
    void anOutcomeThatNobodyWaitsForDisturbsNothing() throws Exception {
        Expectation gone = outcomes.expect();
        gone.close();
        try (Expectation other = outcomes.expect()) {
            await().untilAsserted(() -> {
                send(gone.replyTo(), APPLIED);
                publish(other.replyTo(), "not an outcome".getBytes(StandardCharsets.UTF_8));
                send(other.replyTo(), APPLIED);
                assertThat(other.await(Duration.ofMillis(200))).contains(APPLIED);
            });
        }
    }

    @Test
    void theQueueGoesWithItsGateway() throws Exception {
        String queue;
        try (Expectation expectation = outcomes.expect()) {
            queue = expectation.replyTo().queue();
            await().untilAsserted(() -> {
                send(expectation.replyTo(), APPLIED);
                assertThat(expectation.await(Duration.ofMillis(200))).isPresent();
            });
        }
        outcomes.stop();
        consuming.abort();

        await().untilAsserted(() -> {
            try (Channel probe = writer.createChannel()) {
                probe.queueDeclarePassive(queue);
                throw new AssertionError("still there");
            } catch (IOException gone) {
                assertThat(gone.getCause()).hasMessageContaining("404");
            }
        });
        send(new ReplyTo(queue, "1"), APPLIED);
        assertThat(channel.isOpen()).as("an outcome for nobody vanishes").isTrue();
    }

    @Test
    void stoppingAnswersWhoWaits() {
        try (Expectation expectation = outcomes.expect()) {
            CompletableFuture<Boolean> answered = CompletableFuture
                    .supplyAsync(() -> expectation.await(LONG).isEmpty());

            outcomes.stop();

            assertThat(answered.orTimeout(5, TimeUnit.SECONDS).join()).isTrue();
        }
    }

    private void send(ReplyTo replyTo, CommandOutcome outcome) throws Exception {
        publish(replyTo, JsonMapper.shared().writeValueAsBytes(outcome));
    }

    private void publish(ReplyTo replyTo, byte[] body) throws Exception {
        channel.basicPublish("", replyTo.queue(), new BasicProperties.Builder().type(CommandOutcome.MESSAGE_TYPE)
                .correlationId(replyTo.correlationId()).build(), body);
    }
}
