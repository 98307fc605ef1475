package io.spillway.gateway.http.stream;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Does many things at once, each in a virtual thread, and gives what came of them in the order in which they were begun.
 * What is begun and not given yet is bounded in number and in bytes. One thread begins, another is given the results, and
 * any may finish it.
 *
 * @param <T> what comes of each; the work never throws
 */
public final class Window<T> {

    private record Begun<T>(int bytes, CompletableFuture<T> result, boolean isEnd) {

        Begun(int bytes, CompletableFuture<T> result) {
            this(bytes, result, false);
        }
    }

    private final Semaphore number;
    private final Semaphore bytes;
    private final BlockingQueue<Begun<T>> begun = new LinkedBlockingQueue<>();
    private boolean finished;

    /** @param maxBytes at least what the largest takes */
    public Window(int maxNumber, int maxBytes) {
        this.number = new Semaphore(maxNumber);
        this.bytes = new Semaphore(maxBytes);
    }

    /**
     * Waits for room, and begins.
     *
     * @return false when the window was finished before, so that nothing was begun
     */
    public boolean begin(int size, Supplier<T> work) {
        number.acquireUninterruptibly();
        bytes.acquireUninterruptibly(size);
        CompletableFuture<T> result = new CompletableFuture<>();
        if (!add(new Begun<>(size, result))) {
            return false;
        }
        result.completeAsync(work, Threads::start);
        return true;
    }

    /** As {@link #begin}, with something that is there already. */
    public boolean put(int size, T result) {
        number.acquireUninterruptibly();
        bytes.acquireUninterruptibly(size);
        return add(new Begun<>(size, CompletableFuture.completedFuture(result)));
    }

    private synchronized boolean add(Begun<T> next) {
        return !finished && begun.add(next);
    }

    /**
     * Begins nothing more.
     *
     * @param last what is given behind everything else, if anything
     * @return false when it was finished before
     */
    public synchronized boolean finish(@Nullable T last) {
        if (finished) {
            return false;
        }
        finished = true;
        if (last != null) {
            begun.add(new Begun<>(0, CompletableFuture.completedFuture(last)));
        }
        return begun.add(new Begun<>(0, new CompletableFuture<>(), true));
    }

    /**
     * Waits for what came of the next, and makes room for another.
     *
     * @return null behind the last
     */
    public @Nullable T next() throws InterruptedException {
        Begun<T> first = begun.take();
        if (first.isEnd()) {
            return null;
        }
        T result = first.result().join();
        number.release();
        bytes.release(first.bytes());
        return result;
    }
}
