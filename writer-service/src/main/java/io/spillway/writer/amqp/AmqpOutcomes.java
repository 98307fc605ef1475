package io.spillway.writer.amqp;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import io.spillway.contract.messaging.MessageHeaders;
import io.spillway.contract.outcome.CommandOutcome;
import io.spillway.writer.core.BatchResult;
import io.spillway.writer.core.Delivery.ReplyTo;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Publishes outcomes to the queues of the gateways that wait for them, on a thread and a connection of its own: a broker
 * that is short of memory stops reading from those that publish, and the lanes must not wait for that. What does not fit
 * the few megabytes between them and it is dropped, and so is what the broker cannot be given at once; its caller gets the
 * operation to look at. Thread-safe.
 */
@Component
final class AmqpOutcomes implements Outcomes, SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(AmqpOutcomes.class);
    private static final long MAX_BYTES = 4 << 20;
    private static final long FLUSH_MS = 1_000;

    @SuppressWarnings("ArrayRecordComponent") // never compared, never copied
    private record Letter(ReplyTo to, byte[] body) {}

    private final JsonMapper json = JsonMapper.builder().build();
    private final ConnectionFactory connections;
    private final BlockingQueue<Letter> letters = new LinkedBlockingQueue<>();
    private final AtomicLong bytes = new AtomicLong();
    private final Thread thread = Thread.ofPlatform().daemon().name("outcomes").unstarted(this::run);
    private volatile boolean running;
    private @Nullable Channel channel;

    AmqpOutcomes(ConnectionFactory connections) {
        ConnectionFactory publishers = connections.getPublisherConnectionFactory();
        this.connections = publishers == null ? connections : publishers;
    }

    @Override
    public void send(List<BatchResult.Answer> answers) {
        for (BatchResult.Answer answer : answers) {
            ReplyTo to = answer.delivery().replyTo();
            if (to != null && bytes.get() < MAX_BYTES) {
                byte[] body = json.writeValueAsBytes(
                        new CommandOutcome(answer.delivery().command().id(), answer.outcome(), answer.order()));
                bytes.addAndGet(body.length);
                letters.add(new Letter(to, body));
            }
        }
    }

    private void run() {
        try {
            while (running || !letters.isEmpty()) {
                Letter next = letters.poll(FLUSH_MS, TimeUnit.MILLISECONDS);
                if (next != null) {
                    bytes.addAndGet(-next.body().length);
                    publish(next);
                }
            }
        } catch (InterruptedException stopped) {
            log.debug("Stopped with outcomes unsent", stopped);
        }
    }

    private void publish(Letter letter) {
        try {
            if (channel == null || !channel.isOpen()) {
                channel = connections.createConnection().getDelegate().createChannel();
            }
            // Not mandatory: the outcomes for a gateway that is gone vanish.
            channel.basicPublish("", letter.to().address(), properties(letter.to()), letter.body());
        } catch (IOException | AmqpException | AlreadyClosedException lost) {
            log.debug("An outcome was not sent", lost);
        }
    }

    private static BasicProperties properties(ReplyTo to) {
        BasicProperties.Builder properties = new BasicProperties.Builder().type(CommandOutcome.MESSAGE_TYPE)
                .contentType("application/json").correlationId(to.correlationId());
        String traceparent = to.traceparent();
        return traceparent == null
                ? properties.build()
                : properties.headers(Map.of(MessageHeaders.TRACEPARENT, traceparent)).build();
    }

    @Override
    public void start() {
        running = true;
        thread.start();
    }

    @Override
    public void stop() {
        running = false;
        try {
            if (!thread.join(Duration.ofMillis(2 * FLUSH_MS))) {
                thread.interrupt();
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the lanes start, and after they have stopped. */
    @Override
    public int getPhase() {
        return 0;
    }
}
