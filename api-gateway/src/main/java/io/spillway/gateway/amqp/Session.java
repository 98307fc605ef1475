package io.spillway.gateway.amqp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.BlockedListener;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.spillway.contract.messaging.Partition;
import io.spillway.contract.messaging.Partitions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One life of the publishing connection with its channels. A lost channel ends all of it: what closes one (a missing
 * exchange, missing rights) would close the others too, and one way to fail is easier to get right than two.
 */
final class Session implements BlockedListener {

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);
    private static final int CLOSE_MILLIS = 2_000;

    private final Connection connection;
    private final List<ConfirmingChannel> channels = new ArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicBoolean queueMissing = new AtomicBoolean();
    private volatile boolean blocked;
    private boolean mayNotAsk;
    private @Nullable Channel probe;

    private Session(Connection connection) {
        this.connection = connection;
    }

    static Session open(Connection connection, Partitions partitions) throws IOException {
        Session session = new Session(connection);
        connection.addBlockedListener(session);
        for (Partition partition : partitions.all()) {
            session.channels.add(ConfirmingChannel.open(connection, partition,
                    () -> session.queueMissing.set(true), session.ended::countDown));
        }
        return session;
    }

    ConfirmingChannel channel(Partition partition) {
        return channels.get(partition.index());
    }

    /** Whether the broker asked not to be sent anything (RabbitMQ, "Blocked Connection Notifications"). */
    boolean isBlocked() {
        return blocked;
    }

    boolean hasEnded() {
        return ended.getCount() == 0;
    }

    /** Waits for the end, at most so long. */
    boolean awaitEnd(long millis) throws InterruptedException {
        return ended.await(millis, TimeUnit.MILLISECONDS);
    }

    /** Whether a message found no queue since this was last asked. */
    boolean takeQueueMissing() {
        return queueMissing.getAndSet(false);
    }

    Connection connection() {
        return connection;
    }

    /**
     * How many messages wait in a partition's queue; empty when that cannot be told now, or not to this account, which some
     * versions of RabbitMQ want to have a right to the queue. On a channel of its own, because a refusal closes it. For
     * one thread.
     */
    OptionalLong waiting(Partition partition) {
        if (mayNotAsk) {
            return OptionalLong.empty(); // the broker would log an error each time
        }
        if (blocked) {
            return OptionalLong.empty(); // the broker does not read this connection, so it would not answer
        }
        try {
            if (probe == null || !probe.isOpen()) {
                probe = Channels.open(connection);
            }
            return OptionalLong.of(probe.queueDeclarePassive(partition.queue()).getMessageCount());
        } catch (IOException | AlreadyClosedException untold) {
            mayNotAsk = untold instanceof IOException refused && Channels.wasClosedWith(AMQP.ACCESS_REFUSED, refused);
            LOG.debug("The length of {} cannot be told", partition.queue(), untold);
            return OptionalLong.empty();
        }
    }

    /**
     * Closes the connection, whoever ended the session. Returns soon even if a lane hangs in the connection's socket: the
     * closing then goes on behind our back.
     */
    void close() throws InterruptedException {
        Thread closing = Thread.ofPlatform().daemon().name("publishing-close")
                .start(() -> connection.abort(CLOSE_MILLIS));
        closing.join(CLOSE_MILLIS);
    }

    @Override
    public void handleBlocked(String reason) {
        blocked = true;
        LOG.warn("The broker blocks publishing: {}", reason);
    }

    @Override
    public void handleUnblocked() {
        blocked = false;
        LOG.info("The broker takes messages again");
    }
}
