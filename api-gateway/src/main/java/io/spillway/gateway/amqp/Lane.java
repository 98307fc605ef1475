package io.spillway.gateway.amqp;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.spillway.contract.messaging.Partition;
import io.spillway.gateway.core.Acceptance;
import io.spillway.gateway.core.Acceptance.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One partition's way to the broker: a bounded queue and the one thread that sends from it, so that the partition's
 * commands keep their order, and a broker that doesn't read its socket hangs this thread and no request.
 */
final class Lane {

    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    private final Partition partition;
    private final BrokerLink link;
    private final int capacity;
    // One permit from entering until the verdict: bounds what waits and what is unconfirmed, also when confirms stay away.
    private final Semaphore room;
    private final BlockingQueue<Publication> waiting;
    private final Thread thread;

    Lane(Partition partition, BrokerLink link, int capacity) {
        this.partition = partition;
        this.link = link;
        this.capacity = capacity;
        this.room = new Semaphore(capacity);
        this.waiting = new LinkedBlockingQueue<>();
        this.thread = Thread.ofPlatform().daemon().name("publish-" + partition.routingKey()).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Puts a message in line; false when there is no room. */
    boolean offer(Publication publication) {
        if (!room.tryAcquire()) {
            return false;
        }
        publication.whenSettled(room::release);
        return waiting.offer(publication);
    }

    /** Waits until everything that was let in has its verdict; false when that takes too long. */
    boolean drain(Duration patience) throws InterruptedException {
        return room.tryAcquire(capacity, patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Ends the thread; what still waits is not accepted. */
    void stop() {
        thread.interrupt();
        Publication left;
        while ((left = waiting.poll()) != null) {
            if (left.take()) {
                left.settle(Verdicts.notAccepted(Reason.STOPPING));
            }
        }
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Publication next = waiting.take();
                try {
                    send(next);
                } catch (RuntimeException bug) {
                    LOG.error("Publishing {} failed", next.messageId(), bug);
                    next.settle(new Acceptance.AcceptanceUnknown());
                }
            }
        } catch (InterruptedException stopped) {
            LOG.debug("Lane {} stopped", partition.routingKey());
        }
    }

    private void send(Publication next) throws InterruptedException {
        Optional<Session> session = link.session();
        if (!next.take()) {
            return; // its request gave up, and knows that it was never sent
        }
        Optional<Reason> obstacle = link.obstacle();
        if (obstacle.isPresent()) {
            next.settle(Verdicts.notAccepted(obstacle.get()));
        } else if (session.isEmpty()) {
            next.settle(Verdicts.notAccepted(Reason.UNREACHABLE));
        } else {
            session.get().channel(partition).publish(next);
        }
    }
}
