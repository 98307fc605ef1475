package io.spillway.writer.amqp;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Messages on disk, first in, first out, in temporary files that nobody else sees and that are gone with the process,
 * however it ends. Takes no memory for what it holds. Not thread-safe.
 */
final class Spool implements AutoCloseable {

    private final long maxBytes;
    private final long fileBytes;
    private final Deque<SpoolFile> files = new ArrayDeque<>();
    private long bytes;

    /**
     * @param maxBytes  how much disk it may take
     * @param fileBytes about how long one of its files grows; a file's disk is given back when all of it was read
     */
    Spool(long maxBytes, long fileBytes) {
        this.maxBytes = maxBytes;
        this.fileBytes = fileBytes;
    }

    /** @throws IOException when the disk or the spool is full; what was appended before is not harmed */
    void append(Message message) throws IOException {
        SpoolFile last = files.peekLast();
        if (last == null || last.bytes() >= fileBytes) {
            last = SpoolFile.create();
            files.addLast(last);
        }
        bytes += last.append(message, maxBytes - bytes);
    }

    /** @return of the messages not read yet, the one that was appended first; there must be one */
    Message read() throws IOException {
        SpoolFile first = files.getFirst();
        Message message = first.read();
        if (first.isDrained()) {
            bytes -= first.bytes();
            if (files.size() > 1) {
                files.removeFirst().close();
            } else {
                first.truncate();
            }
        }
        return message;
    }

    boolean isEmpty() {
        return files.isEmpty() || files.getFirst().isDrained();
    }

    /** What it takes on the disk. */
    long bytes() {
        return bytes;
    }

    @Override
    public void close() throws IOException {
        while (!files.isEmpty()) {
            files.removeFirst().close();
        }
        bytes = 0;
    }
}
