package io.spillway.gateway.http.stream;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Bytes on disk, first in, first out, in a temporary file that only this user can open. The file is a ring: it never grows
 * beyond its capacity, however much passes through it. Not thread-safe, and nobody may interrupt who uses it.
 */
final class SpoolFile implements AutoCloseable {

    /** The JDK copies what it writes through memory outside the heap, once for each thread, as large as one write. */
    private static final int SLICE = 64 * 1024;

    private final FileChannel file;
    private final long capacity;
    private long read;
    private long written;

    private SpoolFile(FileChannel file, long capacity) {
        this.file = file;
        this.capacity = capacity;
    }

    static SpoolFile create(long capacity) throws IOException {
        Path path = Files.createTempFile("spillway-", ".answers");
        try {
            // Where the system allows it, the name is gone at once, so that not even kill -9 leaves the file behind.
            return new SpoolFile(FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE), capacity);
        } catch (IOException failed) {
            Files.deleteIfExists(path);
            throw failed;
        }
    }

    boolean isEmpty() {
        return read == written;
    }

    boolean hasRoomFor(int length) {
        return written - read + length <= capacity;
    }

    /** Appends all of it or, when that fails, nothing. There must be room. */
    void append(byte[] bytes) throws IOException {
        if (isEmpty()) {
            read = 0;
            written = 0;
        }
        int done = 0;
        while (done < bytes.length) {
            long at = (written + done) % capacity;
            int length = (int) Math.min(Math.min(SLICE, bytes.length - done), capacity - at);
            done += file.write(ByteBuffer.wrap(bytes, done, length), at);
        }
        written += bytes.length;
    }

    /** @return how many bytes it gave, at least one; there must be some */
    int read(byte[] target) throws IOException {
        long at = read % capacity;
        int length = (int) Math.min(Math.min(target.length, written - read), capacity - at);
        int got = file.read(ByteBuffer.wrap(target, 0, length), at);
        if (got < 0) {
            throw new EOFException("A spool file is shorter than what was written to it");
        }
        read += got;
        return got;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
