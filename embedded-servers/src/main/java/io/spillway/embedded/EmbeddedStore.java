package io.spillway.embedded;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

import de.bwaldvogel.mongo.MongoServer;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/**
 * A server in this JVM that speaks the MongoDB protocol (mongo-java-server on H2's MVStore), without authentication, and
 * therefore on 127.0.0.1 unless told otherwise.
 *
 * <p>With a folder, every write that was acknowledged survives {@code kill -9}. Without one everything is gone at
 * {@link #close()}.
 *
 * <p>It is not MongoDB. CRUD, bulk writes, unique indexes, simple aggregations work; sessions, transactions, change streams
 * and pipeline updates don't; indexes of more than one key are ignored unless they are unique, and TTL indexes never expire
 * anything.
 */
public final class EmbeddedStore implements AutoCloseable {
    private static final int WORKERS = 8;

    /** Space is reused after this long: more than a scan takes that still reads it, far less than MVStore's 45 s. */
    private static final int RETENTION_MILLIS = 5_000;

    private final MongoServer server;
    private final int port;
    private final @Nullable FolderLock lock;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedStore(MongoServer server, @Nullable FolderLock lock) {
        this.server = server;
        this.port = server.getLocalAddress().getPort();
        this.lock = lock;
    }

    /**
     * @param address whom it listens to: whoever reaches this address may read and change everything
     * @param port    0 for any free one
     * @param folder  where to keep data, created when missing; null for memory only
     */
    public record Settings(InetAddress address, int port, @Nullable Path folder) {
        /** One that only this machine can reach. */
        public Settings(int port, @Nullable Path folder) {
            this(Loopback.address(), port, folder);
        }

        /** A store that forgets everything at its end, on any free port. */
        public static Settings inMemory() {
            return new Settings(0, null);
        }
    }

    /**
     * Returns when clients can connect.
     *
     * @throws EmbeddedServerException if the port is taken, the folder is in use, or its file cannot be read
     */
    public static EmbeddedStore start(Settings settings) {
        Loopback.requireFree(settings.port());
        Path folder = settings.folder();
        FolderLock lock = folder == null ? null : FolderLock.take(folder);
        MVStore file = null;
        try {
            file = open(folder);
            MongoServer server = new MongoServer(new MvStoreBackend(file));
            server.bind(new InetSocketAddress(settings.address(), settings.port()), 1, WORKERS);
            return new EmbeddedStore(server, lock);
        } catch (RuntimeException e) {
            if (file != null && !file.isClosed()) {
                file.closeImmediately();
            }
            if (lock != null) {
                lock.close();
            }
            throw e instanceof EmbeddedServerException
                    ? e
                    : new EmbeddedServerException("The embedded store did not start: " + e.getMessage(), e);
        }
    }

    /** Only the backend commits, see there: a commit of MVStore's own could catch a command half done. */
    private static MVStore open(@Nullable Path folder) {
        MVStore.Builder builder = new MVStore.Builder().autoCommitDisabled();
        if (folder == null) {
            return builder.open();
        }
        Path file = folder.resolve("store.mv.db").toAbsolutePath();
        try {
            MVStore store = builder.fileName(file.toString()).open();
            store.setRetentionTime(RETENTION_MILLIS);
            return store;
        } catch (MVStoreException e) {
            throw new EmbeddedServerException(
                    "The embedded store's file " + file + " cannot be read; delete it to start empty.", e);
        }
    }

    public int port() {
        return port;
    }

    /** For clients on this machine. */
    public String uri() {
        return "mongodb://" + Loopback.ADDRESS + ":" + port;
    }

    /** Closes connections, then the file. Idempotent. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            server.shutdownNow();
            if (lock != null) {
                lock.close();
            }
        }
    }
}
