package io.spillway.gateway.http.stream;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers on their way from who makes them to who sends them: some in memory, what goes beyond that in a file, which is made
 * only then and is gone when this is closed. When both are full, whoever makes answers waits. For one thread at each end,
 * and any that closes it.
 */
public final class Answers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final int memoryBytes;
    private final long fileBytes;
    private final Deque<byte[]> memory = new ArrayDeque<>();
    private int inMemory;
    private int takenOfFirst;
    private @Nullable SpoolFile file;
    private boolean diskIsBad;
    private boolean finished;
    private boolean closed;

    /** @param fileBytes how much disk it may take, 0 for none */
    public Answers(int memoryBytes, long fileBytes) {
        this.memoryBytes = memoryBytes;
        this.fileBytes = fileBytes;
    }

    /**
     * Waits for room, and appends.
     *
     * @return false when nobody takes answers any more
     */
    public boolean append(byte[] answer) {
        lock.lock();
        try {
            while (!closed && !appended(answer)) {
                changed.awaitUninterruptibly();
            }
            changed.signalAll();
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private boolean appended(byte[] answer) {
        SpoolFile spool = file;
        boolean onlyMemory = spool == null || spool.isEmpty();
        if (onlyMemory && (memory.isEmpty() || inMemory + answer.length <= memoryBytes)) {
            memory.addLast(answer);
            inMemory += answer.length;
            return true;
        }
        return spooled(answer);
    }

    private boolean spooled(byte[] answer) {
        if (diskIsBad || answer.length > fileBytes) {
            return false;
        }
        try {
            SpoolFile spool = file;
            if (spool == null) {
                spool = SpoolFile.create(fileBytes);
                file = spool;
            }
            if (!spool.hasRoomFor(answer.length)) {
                return false;
            }
            spool.append(answer);
            return true;
        } catch (IOException full) {
            LOG.warn("Answers cannot be spooled, so this client has to take them as they come: {}", full.toString());
            diskIsBad = true;
            return false;
        }
    }

    /** No more will be appended. */
    public void finish() {
        lock.lock();
        try {
            finished = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for answers, and takes as much of them as there is and as fits.
     *
     * @return how many bytes; -1 behind the last, and when this was closed
     */
    public int take(byte[] target) throws IOException {
        lock.lock();
        try {
            while (!closed && !finished && isEmpty()) {
                changed.awaitUninterruptibly();
            }
            if (closed || isEmpty()) {
                return -1;
            }
            SpoolFile spool = file;
            int taken = memory.isEmpty() && spool != null ? spool.read(target) : takeFromMemory(target);
            changed.signalAll();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    private int takeFromMemory(byte[] target) {
        int taken = 0;
        while (taken < target.length && !memory.isEmpty()) {
            byte[] first = memory.getFirst();
            int length = Math.min(first.length - takenOfFirst, target.length - taken);
            System.arraycopy(first, takenOfFirst, target, taken, length);
            taken += length;
            takenOfFirst += length;
            if (takenOfFirst == first.length) {
                memory.removeFirst();
                inMemory -= first.length;
                takenOfFirst = 0;
            }
        }
        return taken;
    }

    /** Whether nothing waits to be taken now. */
    public boolean isEmpty() {
        lock.lock();
        try {
            return memory.isEmpty() && (file == null || file.isEmpty());
        } finally {
            lock.unlock();
        }
    }

    /** Forgets what was not taken; whoever waits at either end goes on. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            memory.clear();
            changed.signalAll();
            if (file != null) {
                file.close();
                file = null;
            }
        } catch (IOException failed) {
            LOG.warn("A spool file could not be closed: {}", failed.toString());
        } finally {
            lock.unlock();
        }
    }
}
