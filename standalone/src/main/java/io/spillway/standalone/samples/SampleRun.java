package io.spillway.standalone.samples;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import io.spillway.standalone.samples.SampleReport.Ending;

/**
 * Sends orders one by one from many threads at a time, then waits until the writer has decided on all that were accepted.
 * Waits only as long as something goes on. Runs once; {@link #close()} ends it early, from any thread.
 */
public final class SampleRun implements AutoCloseable {

    private static final int SENDERS = 64;
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final List<String> orders;
    private final OrderSender sender;
    private final Supplier<WriterCounts> writer;
    private final SampleProgress progress;
    private final Duration patience;

    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger sending = new AtomicInteger();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong rejected = new AtomicLong();
    private final AtomicLong unknown = new AtomicLong();
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private volatile long lastAnswer;

    /** @param patience how long it waits while nothing goes on */
    public SampleRun(List<String> orders, OrderSender sender, Supplier<WriterCounts> writer, SampleProgress progress,
            Duration patience) {
        this.orders = List.copyOf(orders);
        this.sender = sender;
        this.writer = writer;
        this.progress = progress;
        this.patience = patience;
    }

    public SampleReport run() {
        WriterCounts before = countsAtRest();
        long start = System.nanoTime();
        lastAnswer = start;
        List<Thread> threads = startSenders();
        Ending ending = watch(before);
        Duration written = Duration.ofNanos(System.nanoTime() - start);
        threads.forEach(Thread::interrupt);
        WriterCounts done = writer.get().since(before);
        show(done);
        progress.end();
        return new SampleReport(Math.min(next.get(), orders.size()), accepted.get(), rejected.get(), unknown.get(),
                done,
                Duration.ofNanos(lastAnswer - start), written, ending);
    }

    /** What an earlier run left in the queue is not ours, so we let the writer finish that first. */
    private WriterCounts countsAtRest() {
        WriterCounts now = writer.get();
        WriterCounts earlier;
        do {
            earlier = now;
            if (pause()) {
                return earlier;
            }
            now = writer.get();
        } while (!now.equals(earlier));
        return now;
    }

    private List<Thread> startSenders() {
        sending.set(SENDERS);
        return IntStream.range(0, SENDERS)
                .mapToObj(i -> Thread.ofVirtual().name("samples-" + i).start(this::sendAll)).toList();
    }

    private void sendAll() {
        try {
            for (int i = next.getAndIncrement(); i < orders.size()
                    && cancelled.getCount() > 0; i = next.getAndIncrement()) {
                switch (sender.send(orders.get(i))) {
                    case ACCEPTED -> accepted.incrementAndGet();
                    case REJECTED -> rejected.incrementAndGet();
                    case UNKNOWN -> unknown.incrementAndGet();
                }
                lastAnswer = System.nanoTime();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } finally {
            sending.decrementAndGet();
        }
    }

    private Ending watch(WriterCounts before) {
        long lastSum = 0;
        long lastChange = System.nanoTime();
        while (true) {
            boolean allSent = sending.get() == 0; // read before the counts that depend on it
            WriterCounts done = writer.get().since(before);
            show(done);
            if (allSent && done.decided() >= accepted.get()) {
                return Ending.COMPLETE;
            }
            long sum = accepted.get() + rejected.get() + unknown.get() + done.decided();
            if (sum != lastSum) {
                lastSum = sum;
                lastChange = System.nanoTime();
            } else if (System.nanoTime() - lastChange > patience.toNanos()) {
                return Ending.STALLED;
            }
            if (pause()) {
                return Ending.CANCELLED;
            }
        }
    }

    /** The writer is often faster than the answer to the caller, which would look odd. */
    private void show(WriterCounts done) {
        long taken = accepted.get();
        progress.show(taken, Math.min(taken, done.applied()), orders.size());
    }

    /** @return whether the run is to end */
    private boolean pause() {
        try {
            return cancelled.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void close() {
        cancelled.countDown();
    }
}
