package io.spillway.e2e.faults;

import java.io.IOException;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import com.rabbitmq.client.impl.ForgivingExceptionHandler;
import io.spillway.contract.command.Command;
import io.spillway.contract.messaging.MessageHeaders;
import io.spillway.contract.messaging.OrderTopology;
import io.spillway.contract.messaging.Partition;
import io.spillway.contract.messaging.Partitions;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Publishes as gateways do: persistent, mandatory, confirmed, each partition on a channel of its own. Goes on until every
 * command is confirmed.
 *
 * <p>When a connection is lost, nobody knows which of its unconfirmed commands got in. They are all sent again, in their
 * order, marked as possible copies, before anything newer: what a caller with an {@code Idempotency-Key} does. That keeps
 * the outcome of every command exactly known. A channel's messages reach its queue in order, so the ones that got in
 * are the first so many of the unconfirmed; behind them come all of them again; so the order in which the queue saw each
 * command first is the order in which they were published here, however often that happens.
 *
 * <p>{@link #publish} and {@link #flush} are for one thread.
 */
final class Publisher implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int PERSISTENT = 2;
    private static final int IN_FLIGHT = 2_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ConnectionFactory broker;
    private final Partitions partitions;
    private final List<Lane> lanes;
    private final Semaphore inFlight = new Semaphore(IN_FLIGHT);
    private final AtomicLong confirmed = new AtomicLong();
    private final AtomicLong resent = new AtomicLong();
    private final AtomicInteger refused = new AtomicInteger();
    private @Nullable Connection connection;

    Publisher(String uri, Partitions partitions) {
        this.partitions = partitions;
        this.broker = factory(uri);
        this.lanes = partitions.all().stream().map(Lane::new).toList();
    }

    static ConnectionFactory factory(String uri) {
        ConnectionFactory factory = new ConnectionFactory();
        try {
            factory.setUri(uri);
        } catch (URISyntaxException | GeneralSecurityException e) {
            throw new IllegalArgumentException(uri, e);
        }
        factory.setAutomaticRecoveryEnabled(false);
        factory.setExceptionHandler(new ForgivingExceptionHandler() {
            @Override
            protected void log(String message, Throwable e) {
                // a broker that was killed is no news here
            }
        });
        return factory;
    }

    /** Returns when it is on its way; waits while there is no broker, or too much is unconfirmed. */
    void publish(Publication publication) throws InterruptedException {
        acquire(1);
        Lane lane = lanes.get(partitions.of(publication.command().orderId()).index());
        reopenIfLost();
        lane.send(publication);
    }

    /** Returns when everything published before is confirmed. */
    void flush() throws InterruptedException {
        acquire(IN_FLIGHT);
        inFlight.release(IN_FLIGHT);
    }

    private void acquire(int permits) throws InterruptedException {
        long stuckAt = System.nanoTime() + PATIENCE.toNanos();
        while (!inFlight.tryAcquire(permits, 100, TimeUnit.MILLISECONDS)) {
            if (System.nanoTime() > stuckAt && connection != null) {
                connection.abort(1_000);
                stuckAt = System.nanoTime() + PATIENCE.toNanos();
            }
            reopenIfLost();
        }
    }

    private void reopenIfLost() throws InterruptedException {
        while (connection == null || !connection.isOpen() || lanes.stream().anyMatch(Lane::isLost)) {
            try {
                if (connection != null) {
                    connection.abort(1_000);
                }
                connection = broker.newConnection("load");
                for (Lane lane : lanes) {
                    lane.reopen(connection);
                }
            } catch (IOException | TimeoutException | ShutdownSignalException notYet) {
                new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS);
            }
        }
    }

    /** One partition's channel, and what was sent on it and not confirmed yet. */
    private final class Lane {

        private final Partition partition;
        private @Nullable Channel channel;
        private final NavigableMap<Long, Publication> unconfirmed = new TreeMap<>();
        private boolean lost;

        Lane(Partition partition) {
            this.partition = partition;
        }

        synchronized boolean isLost() {
            return lost;
        }

        void reopen(Connection open) throws IOException {
            Channel opened = open.createChannel();
            opened.confirmSelect();
            NavigableMap<Long, Publication> again = takeOver(opened);
            opened.addConfirmListener((tag, multiple) -> confirmed(opened, tag, multiple),
                    (tag, multiple) -> refused(opened));
            opened.addReturnListener(unroutable -> refused(opened));
            opened.addShutdownListener(cause -> lose(opened));
            for (Publication publication : again.values()) {
                write(opened, publication);
            }
        }

        /** From here on only what this channel confirms counts. @return what is sent again on it, numbered as it will be */
        private synchronized NavigableMap<Long, Publication> takeOver(Channel opened) {
            NavigableMap<Long, Publication> again = new TreeMap<>();
            unconfirmed.values().forEach(publication -> again.put(again.size() + 1L, publication.again()));
            // Complete before the first of them is sent, so that another loss meanwhile loses none.
            unconfirmed.clear();
            unconfirmed.putAll(again);
            resent.addAndGet(again.size());
            channel = opened;
            lost = false;
            return again;
        }

        void send(Publication publication) {
            Channel open = remember(publication);
            try {
                write(open, publication);
            } catch (IOException | ShutdownSignalException gone) {
                lose(open);
            }
        }

        private synchronized Channel remember(Publication publication) {
            Channel open = channel;
            if (open == null) {
                throw new IllegalStateException("opened before anything is sent");
            }
            unconfirmed.put(open.getNextPublishSeqNo(), publication);
            return open;
        }

        private void write(Channel open, Publication publication) throws IOException {
            Command command = publication.command();
            BasicProperties properties = new BasicProperties.Builder()
                    .messageId(command.id().toString())
                    .type(command.kind().messageType())
                    .contentType("application/json")
                    .timestamp(Date.from(command.header().issuedAt()))
                    .headers(publication.possibleCopy() ? Map.of(MessageHeaders.POSSIBLE_COPY, true) : Map.of())
                    .deliveryMode(PERSISTENT)
                    .build();
            open.basicPublish(OrderTopology.COMMANDS, partition.routingKey(), true, properties,
                    JSON.writeValueAsBytes(command));
        }

        private synchronized void confirmed(Channel by, long tag, boolean multiple) {
            if (by == channel) {
                Map<Long, Publication> these = multiple
                        ? unconfirmed.headMap(tag, true)
                        : unconfirmed.subMap(tag, true, tag, true);
                confirmed.addAndGet(these.size());
                inFlight.release(these.size());
                these.clear();
            }
        }

        /** Returned or negatively acknowledged: certainly not in the queue, while later ones may be. */
        private void refused(Channel by) {
            refused.incrementAndGet();
            lose(by);
        }

        private synchronized void lose(Channel gone) {
            lost |= gone == channel;
        }
    }

    /** Confirmed by the broker, copies included. */
    long confirmed() {
        return confirmed.get();
    }

    long resent() {
        return resent.get();
    }

    /** Messages that the broker had and did not take. While this is 0, everything above about the order holds. */
    int refused() {
        return refused.get();
    }

    @Override
    public void close() {
        if (connection != null) {
            connection.abort(1_000);
        }
    }
}
