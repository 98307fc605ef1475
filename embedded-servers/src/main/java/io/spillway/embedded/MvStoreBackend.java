package io.spillway.embedded;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/**
 * The H2 backend, with what a current driver and an honest acknowledgement need: it answers {@code hello}, counts inserts
 * right when some of them failed, and commits before it answers a write.
 */
final class MvStoreBackend extends H2Backend {
    private static final Set<String> WRITES = Set.of("insert", "update", "delete", "findandmodify");

    /** Other commands must not run beside them: the library walks its indexes while it writes. */
    private static final Set<String> SCHEMA_CHANGES = Set.of("createindexes", "dropindexes", "create", "drop",
            "dropdatabase", "renamecollection");

    private static final Duration COMPACT_EVERY = Duration.ofSeconds(1);
    private static final int COMPACT_BELOW_PERCENT = 60;
    private static final int COMPACT_BYTES = 2 << 20;
    private static final int COMPACT_AT_CLOSE_MILLIS = 300;

    /**
     * Shared by commands that change something, exclusive for those that change the schema and for the commit: a command
     * touches a collection and its indexes one after the other, and a process killed right after a commit in between would
     * come back with only some of that.
     */
    private final ReadWriteLock changes = new ReentrantReadWriteLock();
    private final boolean durable;
    private long compacted = System.nanoTime();

    MvStoreBackend(MVStore file) {
        super(file);
        this.durable = file.getFileStore() != null;
    }

    @Override
    protected MongoDatabase openOrCreateDatabase(String name) {
        return new MvStoreDatabase(name, getMvStore(), getCursorRegistry());
    }

    @Override
    public Document handleCommand(Channel channel, String database, String command, Document query) {
        String name = command.toLowerCase(Locale.ROOT);
        if (name.equals("hello")) {
            Document answer = super.handleCommand(channel, database, "ismaster", query);
            answer.put("isWritablePrimary", true);
            return answer;
        }
        if (!WRITES.contains(name) && !SCHEMA_CHANGES.contains(name)) {
            return super.handleCommand(channel, database, command, query);
        }
        try {
            Lock lock = SCHEMA_CHANGES.contains(name) ? changes.writeLock() : changes.readLock();
            return change(lock, channel, database, command, query);
        } finally {
            // Also when the command failed: what it changed until then is visible, so it must not vanish either.
            commitIfDurable();
        }
    }

    private Document change(Lock lock, Channel channel, String database, String command, Document query) {
        lock.lock();
        try {
            Document answer = super.handleCommand(channel, database, command, query);
            if (command.equalsIgnoreCase("insert")) {
                countOnlyInserted(query, answer);
            }
            return answer;
        } finally {
            lock.unlock();
        }
    }

    private void commitIfDurable() {
        if (durable) {
            changes.writeLock().lock();
            try {
                commit();
                compactNowAndThen();
            } finally {
                changes.writeLock().unlock();
            }
        }
    }

    /** With its own commits MVStore gave up its own compaction, so the file would grow with every write. */
    private void compactNowAndThen() {
        long now = System.nanoTime();
        if (now - compacted > COMPACT_EVERY.toNanos()) {
            compacted = now;
            getMvStore().compact(COMPACT_BELOW_PERCENT, COMPACT_BYTES);
            commit();
        }
    }

    @Override
    public void close() {
        try {
            if (durable && !getMvStore().isClosed()) {
                getMvStore().compactFile(COMPACT_AT_CLOSE_MILLIS);
            }
        } catch (MVStoreException e) {
            // Everything is committed, and MVStore has closed the file: it is only larger than it could be.
        } finally {
            super.close();
        }
    }

    /** The backend reports the number of documents asked for. */
    private static void countOnlyInserted(Document query, Document answer) {
        if (answer.get("writeErrors") instanceof List<?> errors
                && answer.get("n") instanceof Integer asked
                && errors.getFirst() instanceof Document first
                && first.get("index") instanceof Integer failedAt) {
            boolean ordered = !Boolean.FALSE.equals(query.get("ordered"));
            answer.put("n", ordered ? failedAt : asked - errors.size());
        }
    }
}
