package io.spillway.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.jspecify.annotations.Nullable;

/**
 * Keeps a data folder to one server. The operating system drops the lock with the process, so that a killed server
 * never leaves its folder locked.
 */
final class FolderLock implements AutoCloseable {
    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Creates the folder where it is missing. */
    static FolderLock take(Path folder) {
        FileChannel channel;
        try {
            Files.createDirectories(folder);
            channel = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new EmbeddedServerException(
                    "The data folder " + folder.toAbsolutePath()
                            + " cannot be created or written; check its permissions.",
                    e);
        }
        if (locks(channel)) {
            return new FolderLock(channel);
        }
        closeQuietly(channel);
        throw new EmbeddedServerException("The data folder " + folder.toAbsolutePath()
                + " is in use by another running server; stop that one first or choose another folder.");
    }

    private static boolean locks(FileChannel channel) {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        } catch (IOException e) {
            throw new EmbeddedServerException(
                    "The data folder does not support file locks; choose one on a local disk.", e);
        }
    }

    @Override
    public void close() {
        closeQuietly(channel);
    }

    private static void closeQuietly(@Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException lockIsGoneAnyway) {
            // Nothing depends on the descriptor any more.
        }
    }
}
