package io.spillway.gateway.http.stream;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Notices when a client does nothing at all while somebody waits for it: neither sends what is waited for, nor takes what
 * is sent. Time in which nobody waits for the client doesn't count. Thread-safe.
 */
public final class Stall {

    /** Something that waits for the client. */
    @FunctionalInterface
    public interface Waiting<T> {
        T run() throws IOException;
    }

    private final Duration limit;
    private final LongSupplier nanos;
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile long since;

    public Stall(Duration limit, LongSupplier nanos) {
        this.limit = limit;
        this.nanos = nanos;
        this.since = nanos.getAsLong();
    }

    Duration limit() {
        return limit;
    }

    /** Runs what waits for the client. That it ended is a sign of life, whichever direction it was. */
    public <T> T waitFor(Waiting<T> work) throws IOException {
        since = nanos.getAsLong();
        waiting.incrementAndGet();
        try {
            return work.run();
        } finally {
            since = nanos.getAsLong();
            waiting.decrementAndGet();
        }
    }

    /** The same input, whose reads wait for the client. */
    public InputStream watching(InputStream input) {
        return new FilterInputStream(input) {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return waitFor(() -> in.read(target, offset, length));
            }
        };
    }

    public boolean isOver() {
        return waiting.get() > 0 && nanos.getAsLong() - since > limit.toNanos();
    }
}
