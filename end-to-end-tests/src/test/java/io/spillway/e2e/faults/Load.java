package io.spillway.e2e.faults;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.spillway.contract.command.CommandId;
import org.jspecify.annotations.Nullable;

/** Sends {@link Traffic} in bursts, several a second, on a thread of its own. What it sent is known only when it has stopped. */
final class Load {

    private static final Duration EVERY = Duration.ofMillis(200);
    private static final int RUSH = 10;

    private final Traffic traffic;
    private final Publisher publisher;
    private final int burst;
    private final Semaphore hurried = new Semaphore(0);
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread = Thread.ofPlatform().name("load").unstarted(this::run);
    private volatile @Nullable Exception failure;

    Load(Traffic traffic, Publisher publisher, int perSecond) {
        this.traffic = traffic;
        this.publisher = publisher;
        this.burst = Math.toIntExact(perSecond * EVERY.toMillis() / 1_000);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!stopping.await(hurried.tryAcquire() ? 0 : EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                for (Publication publication : next()) {
                    publisher.publish(publication);
                }
            }
            publisher.flush();
        } catch (InterruptedException | RuntimeException unexpected) {
            failure = unexpected;
        }
    }

    private List<Publication> next() {
        synchronized (traffic) {
            return traffic.burst(burst);
        }
    }

    /** Sends what is due in the next seconds at once. */
    void rush() {
        hurried.release(RUSH);
    }

    /** The commands sent until now; the last of them may still be on their way to the broker, which they will reach. */
    List<CommandId> sentUntilNow() {
        synchronized (traffic) {
            return traffic.sent().stream().map(sent -> sent.header().id()).toList();
        }
    }

    /** Sends no more, and returns when everything sent is accepted. */
    void stop(Duration patience) throws InterruptedException {
        stopping.countDown();
        boolean ended = thread.join(patience);
        if (!ended || failure != null) {
            throw new IllegalStateException(ended ? "The load failed" : "The broker does not take the load", failure);
        }
    }

    void close() throws InterruptedException {
        stopping.countDown();
        thread.interrupt();
        thread.join();
        publisher.close();
    }
}
