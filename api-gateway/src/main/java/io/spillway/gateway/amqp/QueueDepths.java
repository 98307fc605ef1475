package io.spillway.gateway.amqp;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;

import io.spillway.contract.messaging.Partition;
import io.spillway.contract.messaging.Partitions;

/**
 * How long the queues that refuse commands are, and how fast they get shorter. Looked at only while they refuse: then nobody
 * adds to them, and what they lose between two looks is what the writers take. Thread-safe.
 */
final class QueueDepths {

    /** A full quorum queue takes messages again when so much of its limit is in use (RabbitMQ: the "soft limit"). */
    private static final double TAKES_AGAIN = 0.8;
    /** What was seen so long ago counts for a third of what is seen now. */
    private static final double MEMORY_SECONDS = 5;
    /** Nothing taken for so long, and its rate says nothing of when that ends. */
    private static final long STALLED = TimeUnit.SECONDS.toNanos(3);
    private static final long FORGOTTEN = TimeUnit.SECONDS.toNanos(60);

    private final LongSupplier nanoTime;
    private final long room;
    private final List<Depth> depths;

    /**
     * @param maxLength messages at which a queue refuses more
     * @param nanoTime  {@link System#nanoTime}
     */
    QueueDepths(Partitions partitions, long maxLength, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.room = (long) (maxLength * TAKES_AGAIN);
        this.depths = partitions.all().stream().map(partition -> new Depth(partition, maxLength)).toList();
    }

    /** The queue is full: it is looked at until it takes something. */
    void refused(Partition partition) {
        depths.get(partition.index()).refused();
    }

    void accepted(Partition partition) {
        depths.get(partition.index()).accepted();
    }

    /** Looks at those that refuse. */
    void look(Function<Partition, OptionalLong> waiting) {
        for (Depth depth : depths) {
            if (depth.refuses) {
                waiting.apply(depth.partition).ifPresent(depth::saw);
            }
        }
    }

    /** In what time a queue will take commands again if it goes on as it does; empty when that is not known. */
    Optional<Duration> untilRoom(Partition partition) {
        return depths.get(partition.index()).untilRoom();
    }

    private final class Depth {

        private final Partition partition;
        private final long maxLength;
        private volatile boolean refuses;
        private boolean seen;
        private long seenAt;
        private long waiting;
        private long lastTaken;
        private boolean measured;
        private double perSecond;

        Depth(Partition partition, long maxLength) {
            this.partition = partition;
            this.maxLength = maxLength;
        }

        void refused() {
            if (!refuses) {
                begin();
            }
        }

        private synchronized void begin() {
            refuses = true;
            // what was measured the last time it was full is better than nothing, for a while
            measured = measured && nanoTime.getAsLong() - seenAt < FORGOTTEN;
            seen = false;
            lastTaken = nanoTime.getAsLong();
        }

        void accepted() {
            if (refuses) {
                refuses = false;
            }
        }

        synchronized void saw(long messages) {
            long now = nanoTime.getAsLong();
            if (seen && now > seenAt) {
                double seconds = (now - seenAt) / 1e9;
                double taken = Math.max(0, waiting - messages) / seconds;
                double weight = measured ? 1 - Math.exp(-seconds / MEMORY_SECONDS) : 1;
                perSecond += weight * (taken - perSecond);
                measured = true;
                lastTaken = messages < waiting ? now : lastTaken;
            }
            seen = true;
            seenAt = now;
            waiting = messages;
        }

        synchronized Optional<Duration> untilRoom() {
            boolean stalled = nanoTime.getAsLong() - lastTaken > STALLED;
            if (!refuses || !measured || perSecond <= 0 || stalled) {
                return Optional.empty();
            }
            long surplus = (seen ? waiting : maxLength) - room;
            if (surplus <= 0) {
                return Optional.empty(); // it should take them: its limit is not what we declared
            }
            double age = seen ? (nanoTime.getAsLong() - seenAt) / 1e9 : 0;
            double seconds = Math.clamp(surplus / perSecond - age, 0, 86_400);
            return Optional.of(Duration.ofMillis((long) (seconds * 1_000)));
        }
    }
}
