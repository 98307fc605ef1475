package io.spillway.writer.amqp;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
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
 * acknowledged goes back to its queue, so the buffer is worthless from then on. The client's threads fill it, the lane's
 * thread empties it.
 */
final class LaneChannel implements Arrivals, AutoCloseable {

    private final Channel channel;
    private final List<String> consumerTags = new ArrayList<>();
    // Unbounded, but never holds more than the prefetch of all its partitions.
    private final BlockingQueue<Message> arrived = new LinkedBlockingQueue<>();
    private final CountDownLatch lost = new CountDownLatch(1);

    private LaneChannel(Channel channel) {
        this.channel = channel;
        channel.addShutdownListener(cause -> lost.countDown());
    }

    static LaneChannel consume(Channel channel, List<Partition> partitions, int prefetch) throws IOException {
        LaneChannel lane = new LaneChannel(channel);
        // Per consumer, that is for each partition (RabbitMQ, "Consumer Prefetch").
        channel.basicQos(prefetch);
        for (Partition partition : partitions) {
            lane.consumerTags.add(channel.basicConsume(partition.queue(), false, lane.new Inbox()));
        }
        return lane;
    }

    private final class Inbox extends DefaultConsumer {

        Inbox() {
            super(channel);
        }

        @Override
        public void handleDelivery(String consumerTag, Envelope envelope, BasicProperties properties, byte[] body) {
            arrived.add(new Message(envelope, properties, body));
        }

        /** The broker took the queue away (deleted, or its leader lost): begin again on another channel. */
        @Override
        public void handleCancel(String consumerTag) {
            lost.countDown();
        }
    }

    @Override
    public @Nullable Message poll(Duration wait) throws InterruptedException {
        return arrived.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public @Nullable Message poll() {
        return arrived.poll();
    }

    @Override
    public void awaitMore(int messages, Duration wait) throws InterruptedException {
        long end = System.nanoTime() + wait.toNanos();
        while (arrived.size() < messages && System.nanoTime() < end && !isLost()) {
            lost.await(Math.min(1_000_000, Math.max(1, end - System.nanoTime())), TimeUnit.NANOSECONDS);
        }
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
        lost.countDown();
        try {
            channel.close();
        } catch (IOException | TimeoutException | ShutdownSignalException gone) {
            // Closed is what it should be; its unacknowledged messages are back in the queue either way.
        }
    }
}
