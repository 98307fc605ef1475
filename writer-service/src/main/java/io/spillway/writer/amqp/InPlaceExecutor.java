package io.spillway.writer.amqp;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Lets a connection call its consumers on the thread that reads its socket. With threads of their own, up to a thousand
 * deliveries of any size wait before them for each channel, where nobody counts their bytes. In return no consumer may
 * wait for an answer of the broker, which that same thread would have to read.
 */
final class InPlaceExecutor extends AbstractExecutorService {

    @Override
    public void execute(Runnable callback) {
        callback.run();
    }

    /** There is nothing to shut down. */
    @Override
    public void shutdown() {}

    @Override
    public List<Runnable> shutdownNow() {
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return false;
    }

    @Override
    public boolean isTerminated() {
        return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return true;
    }
}
