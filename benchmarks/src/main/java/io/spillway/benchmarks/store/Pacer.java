package io.spillway.benchmarks.store;

import java.util.concurrent.locks.LockSupport;

/**
 * Pauses that are right on average: what one takes too long, because the operating system wakes a thread late, the next
 * ones are shorter. Not thread-safe.
 */
final class Pacer {

    /** No pause makes up for more than this, so that a machine that stood still doesn't give calls away. */
    private static final long MOST_OWED_NANOS = 1_000_000;

    private long owed;

    void pause(long nanos) {
        long wanted = nanos - owed;
        long began = System.nanoTime();
        for (long left = wanted; left > 0; left = wanted - (System.nanoTime() - began)) {
            LockSupport.parkNanos(left);
        }
        long took = wanted > 0 ? System.nanoTime() - began : 0;
        owed = Math.min(took - wanted, MOST_OWED_NANOS);
    }
}
