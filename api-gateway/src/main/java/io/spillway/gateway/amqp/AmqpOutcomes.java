package io.spillway.gateway.amqp;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import io.spillway.contract.messaging.OrderTopology;
import io.spillway.contract.outcome.CommandOutcome;
import io.spillway.gateway.core.Outcomes;
import io.spillway.gateway.core.ReplyTo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes outcomes from a queue that is this gateway's alone and goes when it goes, so the outcomes for a dead gateway vanish.
 * Consumed without acknowledgement: an outcome that gets lost costs its caller a look at the operation. While the broker is
 * away nobody gets an outcome, and everybody who waits is answered when their time is up.
 */
final class AmqpOutcomes implements Outcomes, SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(AmqpOutcomes.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final BrokerLink.Connector connector;
    private final String queue;
    private final BrokerSeen seen;
    private final Map<String, CompletableFuture<Optional<CommandOutcome>>> waiting = new ConcurrentHashMap<>();
    private final Backoff backoff = new Backoff(() -> ThreadLocalRandom.current().nextDouble());
    private final Thread thread = Thread.ofPlatform().daemon().name("outcomes").unstarted(this::run);
    private volatile boolean running;

    /**
     * @param gateway this process's alone
     * @param seen    ends the pause before the next attempt
     */
    AmqpOutcomes(BrokerLink.Connector connector, UUID gateway, BrokerSeen seen) {
        this.connector = connector;
        this.seen = seen;
        this.queue = OrderTopology.OUTCOMES + "." + gateway;
    }

    @Override
    public Expectation expect() {
        String correlationId = UUID.randomUUID().toString();
        CompletableFuture<Optional<CommandOutcome>> outcome = new CompletableFuture<>();
        waiting.put(correlationId, outcome);
        if (!running) {
            outcome.complete(Optional.empty());
        }
        return new Expectation() {

            @Override
            public ReplyTo replyTo() {
                return new ReplyTo(queue, correlationId);
            }

            @Override
            public Optional<CommandOutcome> await(Duration atMost) {
                return AmqpOutcomes.await(outcome, atMost);
            }

            @Override
            public void close() {
                waiting.remove(correlationId);
            }
        };
    }

    private static Optional<CommandOutcome> await(CompletableFuture<Optional<CommandOutcome>> outcome,
            Duration atMost) {
        try {
            return outcome.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException notInTime) {
            return Optional.empty();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("Nobody completes an outcome with a fault", impossible);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private void run() {
        try {
            while (running) {
                try {
                    consume();
                } catch (IOException | RuntimeException lost) {
                    // The publisher's link tells of a broker that is away; twice would be once too often.
                    LOG.debug("No outcomes can be received, trying on", lost);
                }
                if (seen.await(backoff.next())) {
                    backoff.reset();
                }
            }
        } catch (InterruptedException stopped) {
            LOG.debug("Stopped");
        }
    }

    /** Returns when the channel is lost. */
    private void consume() throws IOException, InterruptedException {
        Channel channel = connector.connect().createChannel();
        try {
            CountDownLatch lost = new CountDownLatch(1);
            channel.addShutdownListener(cause -> lost.countDown());
            channel.queueDeclare(queue, false, true, true, Map.of());
            channel.basicConsume(queue, true, new DefaultConsumer(channel) {

                @Override
                public void handleDelivery(String tag, Envelope envelope, BasicProperties properties, byte[] body) {
                    deliver(properties, body);
                }

                @Override
                public void handleCancel(String tag) {
                    lost.countDown();
                }
            });
            backoff.reset();
            lost.await();
        } finally {
            channel.abort();
        }
    }

    private void deliver(BasicProperties properties, byte[] body) {
        String correlationId = properties.getCorrelationId();
        CompletableFuture<Optional<CommandOutcome>> outcome = correlationId == null
                ? null
                : waiting.get(correlationId);
        if (outcome == null) {
            return; // nobody waits for it any more
        }
        try {
            outcome.complete(Optional.of(JSON.readValue(body, CommandOutcome.class)));
        } catch (JacksonException notOurs) {
            LOG.error("A writer sent an outcome that this gateway cannot read: {}", notOurs.getOriginalMessage());
        }
    }

    @Override
    public void start() {
        running = true;
        thread.start();
    }

    /** Whoever waits is answered now: stopping should not take as long as the most patient caller. */
    @Override
    public void stop() {
        running = false;
        waiting.values().forEach(outcome -> outcome.complete(Optional.empty()));
        thread.interrupt();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
