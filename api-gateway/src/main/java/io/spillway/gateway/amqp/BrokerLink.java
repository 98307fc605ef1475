package io.spillway.gateway.amqp;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;

import com.rabbitmq.client.Connection;
import io.spillway.contract.messaging.Partitions;
import io.spillway.gateway.core.Acceptance.Reason;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a {@link Session} with the broker: opens one, and another after each loss, for as long as it runs. All waiting for
 * the broker happens in its own thread.
 */
final class BrokerLink {

    /** Opens a connection that is used for publishing only. */
    @FunctionalInterface
    interface Connector {
        Connection connect() throws IOException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(BrokerLink.class);
    private static final long LOOK_MILLIS = 500;
    private static final Duration STABLE = Duration.ofSeconds(10);

    private final Connector connector;
    private final TopologyDeclaration topology;
    private final Partitions partitions;
    private final QueueDepths depths;
    private final Backoff backoff = new Backoff(() -> ThreadLocalRandom.current().nextDouble());
    private final CountDownLatch firstAttempt = new CountDownLatch(1);
    private final Thread thread = Thread.ofPlatform().daemon().name("broker-link").unstarted(this::run);
    private volatile @Nullable Session session;
    private volatile long nextAttempt = System.nanoTime();

    BrokerLink(Connector connector, TopologyDeclaration topology, Partitions partitions, QueueDepths depths) {
        this.connector = connector;
        this.topology = topology;
        this.partitions = partitions;
        this.depths = depths;
    }

    void start() {
        thread.start();
    }

    /** Ends the session; what it has not confirmed by now is unknown. */
    void stop(Duration patience) throws InterruptedException {
        thread.interrupt();
        thread.join(patience.plusSeconds(3));
    }

    /** Why nothing can be published now; empty when it can, or when it is too early to tell. */
    Optional<Reason> obstacle() {
        Session current = session;
        if (current == null || current.hasEnded()) {
            return firstAttempt.getCount() > 0 ? Optional.empty() : Optional.of(Reason.UNREACHABLE);
        }
        return current.isBlocked() ? Optional.of(Reason.BLOCKED) : Optional.empty();
    }

    /** How long it will not even try to reach the broker; zero when it is trying, or has reached it. */
    Duration untilNextAttempt() {
        return Duration.ofNanos(Math.max(0, nextAttempt - System.nanoTime()));
    }

    /** The present session, if there is one; waits for the outcome of the very first attempt. */
    Optional<Session> session() throws InterruptedException {
        firstAttempt.await();
        return Optional.ofNullable(session);
    }

    private void run() {
        boolean told = false;
        try {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    Session opened = open();
                    told = false;
                    LOG.info("Connected to the broker, {} partitions", partitions.count());
                    live(opened);
                    LOG.warn("Lost the connection to the broker");
                } catch (IOException | RuntimeException failed) {
                    // once an outage, or an hour of it would be thousands of lines
                    if (!told) {
                        LOG.warn("Cannot reach the broker, trying on: {}", failed.toString());
                        told = true;
                    }
                }
                firstAttempt.countDown();
                Duration pause = backoff.next();
                nextAttempt = System.nanoTime() + pause.toNanos();
                Thread.sleep(pause);
            }
        } catch (InterruptedException stopped) {
            LOG.debug("Stopped");
        } finally {
            firstAttempt.countDown();
        }
    }

    private Session open() throws IOException, InterruptedException {
        Connection connection = connector.connect();
        try {
            topology.declare(connection);
            return Session.open(connection, partitions);
        } catch (IOException | RuntimeException failed) {
            connection.abort(1_000);
            throw failed;
        }
    }

    private void live(Session opened) throws InterruptedException {
        long since = System.nanoTime();
        session = opened;
        firstAttempt.countDown();
        try {
            while (!opened.awaitEnd(LOOK_MILLIS)) {
                if (opened.takeQueueMissing()) {
                    declareAgain(opened);
                }
                depths.look(opened::waiting);
            }
        } finally {
            session = null;
            opened.close();
        }
        if (System.nanoTime() - since > STABLE.toNanos()) {
            backoff.reset();
        }
    }

    /** Somebody deleted a queue under us. */
    private void declareAgain(Session opened) {
        try {
            LOG.warn("The broker had no queue for a command: declaring the queues again");
            topology.declare(opened.connection());
        } catch (IOException | RuntimeException lost) {
            LOG.debug("Lost while declaring again; the session ends by itself", lost);
        }
    }
}
