package io.spillway.gateway.amqp;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;
import io.spillway.contract.messaging.OrderTopology;
import io.spillway.gateway.core.deadletter.DeadLetter;
import io.spillway.gateway.core.deadletter.DeadLetterQueue;
import io.spillway.gateway.core.deadletter.DeadLettersUnavailableException;
import io.spillway.gateway.core.deadletter.DeadLettersUnavailableException.Why;
import org.jspecify.annotations.Nullable;

/**
 * The oldest dead letters, held without acknowledging them until the connection ends.
 *
 * <p>A quorum queue delivers what was put back before what was never delivered, and puts back behind what was put back
 * before: after somebody looked at 100 letters and then somebody at 10, those 10 would be the last of the 100. So every
 * reading takes the same number, however few it needs. Then all that was ever put back is among them, and their order is
 * kept, also when a reading ends in a crash.
 */
final class DeadLetterReading implements DeadLetterQueue.Reading {

    // of bodies on their way to a replay; the largest messages that brokers take fit one at a time
    static final long MAX_HELD_BYTES = 32L << 20;

    private static final Duration SILENCE = Duration.ofSeconds(3);
    private static final long LOOK_AGAIN_MILLIS = 25;

    private final Channel channel;
    private final ReplayChannel replays;
    private final Predicate<String> toReplay;
    private final long deadline;
    // never more than the prefetch, all but MAX_HELD_BYTES of them without their bodies
    private final BlockingQueue<HeldLetter> arrived = new LinkedBlockingQueue<>();
    private final AtomicLong heldBytes = new AtomicLong();
    private volatile boolean lost;
    private long total;
    private long handedOut;
    private boolean cutShort;
    private @Nullable HeldLetter current;

    private DeadLetterReading(Channel channel, ReplayChannel replays, Predicate<String> toReplay, long deadline) {
        this.channel = channel;
        this.replays = replays;
        this.toReplay = toReplay;
        this.deadline = deadline;
    }

    /**
     * @param connection has the {@link ReaderLock}, and ends with this
     * @param lockedOut  until when to wait for a consumer that holds letters still, in {@link System#nanoTime}
     * @param deadline   when letters cease to come, in the same
     */
    static DeadLetterReading begin(Connection connection, ReplayChannel replays, Predicate<String> toReplay,
            long lockedOut, long deadline) throws IOException, InterruptedException {
        DeadLetterReading reading = new DeadLetterReading(Channels.open(connection), replays, toReplay, deadline);
        reading.total = reading.awaitOthersGone(lockedOut);
        reading.consume();
        return reading;
    }

    /** What another held goes back a moment after its connection ended. Before that the order would be another. */
    private long awaitOthersGone(long lockedOut) throws IOException, InterruptedException {
        AMQP.Queue.DeclareOk state = channel.queueDeclarePassive(OrderTopology.DEAD);
        while (state.getConsumerCount() > 0) {
            if (System.nanoTime() - lockedOut > 0) {
                throw busy(null);
            }
            Thread.sleep(LOOK_AGAIN_MILLIS);
            state = channel.queueDeclarePassive(OrderTopology.DEAD);
        }
        return state.getMessageCount();
    }

    private void consume() throws IOException {
        channel.basicQos(DeadLetterQueue.REACH);
        try {
            // exclusive on the embedded broker, which has no exclusive queues for the lock
            channel.basicConsume(OrderTopology.DEAD, false, "", false, true, null, new Inbox());
        } catch (IOException refused) {
            if (Channels.wasClosedWith(AMQP.ACCESS_REFUSED, refused)) {
                throw busy(refused);
            }
            throw refused;
        }
    }

    private static DeadLettersUnavailableException busy(@Nullable IOException cause) {
        return new DeadLettersUnavailableException(Why.BUSY, "Somebody else consumes the dead letters", cause);
    }

    @Override
    public long total() {
        return total;
    }

    @Override
    public DeadLetterQueue.@Nullable Taken next() {
        if (current != null) {
            heldBytes.addAndGet(-current.forget());
            current = null;
        }
        if (cutShort || handedOut >= Math.min(total, DeadLetterQueue.REACH)) {
            return null;
        }
        current = poll();
        handedOut++;
        cutShort = current == null;
        return current;
    }

    private @Nullable HeldLetter poll() {
        long silentUntil = System.nanoTime() + SILENCE.toNanos();
        try {
            HeldLetter next = null;
            while (next == null && !lost && System.nanoTime() - deadline < 0 && System.nanoTime() - silentUntil < 0) {
                next = arrived.poll(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
            }
            return next;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    @Override
    public boolean isCutShort() {
        return cutShort;
    }

    /** An answer on the same channel tells that all before it arrived. */
    @Override
    public boolean isSettled() {
        try {
            channel.queueDeclarePassive(OrderTopology.DEAD);
            return !lost;
        } catch (IOException | AlreadyClosedException gone) {
            return false;
        }
    }

    /** The client's thread runs this. It never waits, so messages don't pile up behind it. */
    private final class Inbox extends DefaultConsumer {

        Inbox() {
            super(channel);
        }

        @Override
        public void handleDelivery(String consumerTag, Envelope envelope, BasicProperties properties, byte[] body) {
            DeadLetter letter = DeadLetterMessages.letter(envelope.getRoutingKey(), properties, body);
            HeldLetter held = new HeldLetter(letter, envelope.getDeliveryTag(), channel, replays);
            if (toReplay.test(letter.id())
                    && (heldBytes.get() == 0 || heldBytes.get() + body.length <= MAX_HELD_BYTES)) {
                heldBytes.addAndGet(body.length);
                held.keeping(properties, body);
            }
            arrived.add(held);
        }

        @Override
        public void handleCancel(String consumerTag) {
            lost = true;
        }

        @Override
        public void handleShutdownSignal(String consumerTag, ShutdownSignalException cause) {
            lost = true;
        }
    }
}
