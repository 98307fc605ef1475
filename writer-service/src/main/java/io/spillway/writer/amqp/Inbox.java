package io.spillway.writer.amqp;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has arrived on one channel, in order: up to a number of bytes on the heap, all beyond that on disk. The
 * connection's thread fills it, the lane's thread empties it.
 *
 * <p>When the disk takes no more, messages are left with the broker: from then on nothing that arrives is kept. What was
 * kept came before all of it, so it can still be processed and acknowledged; then the channel is worthless.
 */
final class Inbox implements Arrivals, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Inbox.class);

    /** The objects of one message beside its body and headers: measured with those of ordinary commands, rounded up. */
    static final long OVERHEAD = 1024;

    private final long maxHeap;
    private final Spool spool;
    private final Runnable onWorthless;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrival = lock.newCondition();
    private final Queue<Message> heap = new ArrayDeque<>();
    private long heapBytes;
    private long count;
    private boolean full;
    private boolean over;

    /**
     * @param maxHeap     how many bytes of messages to keep on the heap
     * @param spool       where to keep all others; closed with this
     * @param onWorthless called when nothing more can come out of it
     */
    Inbox(long maxHeap, Spool spool, Runnable onWorthless) {
        this.maxHeap = maxHeap;
        this.spool = spool;
        this.onWorthless = onWorthless;
    }

    /** Never waits, but for the disk. */
    void add(Message message) {
        lock.lock();
        try {
            if (over || full) {
                return;
            }
            long weight = weight(message);
            if (spool.isEmpty() && heapBytes + weight <= maxHeap) {
                heap.add(message);
                heapBytes += weight;
            } else {
                spool.append(message);
            }
            count++;
            arrival.signal();
        } catch (IOException noRoom) {
            full = true;
            log.warn("No room to spool messages, so what arrives now stays with the broker until the {} here are done:"
                    + " {}. They go to the folder of -Djava.io.tmpdir", count, noRoom.getMessage());
        } finally {
            lock.unlock();
        }
    }

    /** No more will come, and nothing that came counts any longer. */
    void end() {
        lock.lock();
        try {
            over = true;
            arrival.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public @Nullable Message poll(Duration wait) throws InterruptedException {
        lock.lock();
        try {
            long left = wait.toNanos();
            while (count == 0 && !full && !over && left > 0) {
                left = arrival.awaitNanos(left);
            }
            if (count == 0 && full) {
                onWorthless.run();
            }
            return take();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public @Nullable Message poll() {
        lock.lock();
        try {
            return take();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void awaitMore(int messages, Duration wait) throws InterruptedException {
        lock.lock();
        try {
            long left = wait.toNanos();
            while (count < messages && !full && !over && left > 0) {
                left = arrival.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Message take() {
        if (count == 0 || over) {
            return null;
        }
        Message next = heap.poll();
        if (next != null) {
            heapBytes -= weight(next);
        } else {
            try {
                next = spool.read();
            } catch (IOException unreadable) {
                log.warn("Spooled messages cannot be read back; they are delivered again: {}", unreadable.getMessage());
                over = true;
                onWorthless.run();
                return null;
            }
        }
        count--;
        return next;
    }

    private static long weight(Message message) {
        return OVERHEAD + message.size();
    }

    @Override
    public void close() {
        lock.lock();
        try {
            over = true;
            heap.clear();
            spool.close();
        } catch (IOException gone) {
            log.debug("A spool file was not closed", gone);
        } finally {
            lock.unlock();
        }
    }
}
