package io.spillway.writer.amqp;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;
import io.spillway.contract.messaging.Partition;
import org.jspecify.annotations.Nullable;

/**
 * One channel that consumes a lane's partitions, with what has arrived on it. When it is lost, all that was not
 * acknowledged goes back to its queue, so the inbox is worthless from then on. The connection's thread fills it, the
 * lane's thread empties it.
 */
final class LaneChannel implements Arrivals, AutoCloseable {

    private final Channel channel;
    private final List<String> consumerTags = new ArrayList<>();
    private final Inbox inbox;
    private final CountDownLatch lost = new CountDownLatch(1);

    /** @param spool closed with this */
    LaneChannel(Channel channel, long maxHeap, Spool spool) {
        this.channel = channel;
        this.inbox = new Inbox(maxHeap, spool, lost::countDown);
        channel.addShutdownListener(cause -> lose());
    }

    /** @param bid of all writers that consume the partition, the one that bids most gets it */
    void consume(Partition partition, String writer, int bid) throws IOException {
        String tag = writer + "/" + partition.queue();
        consumerTags.add(channel.basicConsume(partition.queue(), false, tag, false, false,
                Map.of("x-priority", bid), new Arrival()));
    }

    /** Runs on the connection's own thread, see {@link InPlaceExecutor}: no call that waits for the broker. */
    private final class Arrival extends DefaultConsumer {

        Arrival() {
            super(channel);
        }

        @Override
        public void handleDelivery(String consumerTag, Envelope envelope, BasicProperties properties, byte[] body) {
            inbox.add(new Message(envelope, properties, body));
        }

        /** The broker took the queue away (deleted, or its leader lost): begin again on another channel. */
        @Override
        public void handleCancel(String consumerTag) {
            lose();
        }
    }

    @Override
    public @Nullable Message poll(Duration wait) throws InterruptedException {
        return inbox.poll(wait);
    }

    @Override
    public @Nullable Message poll() {
        return inbox.poll();
    }

    @Override
    public void awaitMore(int messages, Duration wait) throws InterruptedException {
        inbox.awaitMore(messages, wait);
    }

    private void lose() {
        lost.countDown();
        inbox.end();
    }

    boolean isLost() {
        return lost.getCount() == 0;
    }

    /** @return whether the channel was lost in that time */
    boolean awaitLoss(Duration wait) throws InterruptedException {
        return lost.await(wait.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Acknowledges everything up to this message. When it fails the channel is lost. */
    void acknowledge(Message last) throws IOException {
        channel.basicAck(last.deliveryTag(), true);
    }

    /** No new messages; what has arrived can still be processed and acknowledged. */
    void cancel() throws IOException {
        for (String tag : consumerTags) {
            channel.basicCancel(tag);
        }
    }

    @Override
    public void close() {
        lose();
        inbox.close();
        try {
            channel.close();
        } catch (IOException | TimeoutException | ShutdownSignalException gone) {
            // Closed is what it should be; its unacknowledged messages are back in the queue either way.
        }
    }
}
