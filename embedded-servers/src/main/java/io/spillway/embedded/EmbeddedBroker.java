package io.spillway.embedded;

import java.nio.file.Path;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * An AMQP 0-9-1 broker in this JVM (Apache Qpid Broker-J) on 127.0.0.1.
 *
 * <p>With a folder, durable queues and every persistent message that was confirmed survive {@code kill -9}; port, user and
 * password are those of the latest start, whatever an earlier one used. Without a folder everything is gone at {@link #close()}.
 *
 * <p>It is not RabbitMQ. Single active consumers work; quorum queues, dead-lettering arguments, length limits and message
 * time-to-live are accepted and ignored; {@code basic.reject} without requeue <em>requeues</em>; there is no management API.
 *
 * <p>It registers no shutdown hook, so the host decides when it stops. A failing housekeeping task of the broker goes to
 * the default uncaught exception handler, and halts the JVM where the host has set none.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private final Settings settings;
    private final QpidNode node;
    private final @Nullable FolderLock lock;

    private EmbeddedBroker(Settings settings, QpidNode node, @Nullable FolderLock lock) {
        this.settings = settings;
        this.node = node;
        this.lock = lock;
    }

    /**
     * @param port     0 for any free one
     * @param folder   where to keep data, created when missing; null for memory only
     * @param user     letters, digits and {@code . _ ~ -}, so that it needs no escaping in a URI
     * @param password like the user; nothing is accepted by default
     */
    public record Settings(int port, @Nullable Path folder, String user, String password) {
        private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._~-]{1,128}");

        public Settings {
            requirePlain("user name", user);
            requirePlain("password", password);
        }

        /** A broker that forgets everything at its end, on any free port. */
        public static Settings inMemory(String user, String password) {
            return new Settings(0, null, user, password);
        }

        private static void requirePlain(String what, String value) {
            if (!PLAIN.matcher(value).matches()) {
                throw new EmbeddedServerException(
                        "The embedded broker's " + what
                                + " must be 1 to 128 letters, digits or any of . _ ~ - characters.");
            }
        }

        @Override
        public String toString() {
            return "Settings[port=" + port + ", folder=" + folder + ", user=" + user + "]";
        }
    }

    /**
     * Returns when clients can connect.
     *
     * @throws EmbeddedServerException if the port is taken, the folder is in use, or the broker does not come up
     */
    public static EmbeddedBroker start(Settings settings) {
        Loopback.requireFree(settings.port());
        Path folder = settings.folder();
        FolderLock lock = folder == null ? null : FolderLock.take(folder);
        try {
            return new EmbeddedBroker(settings, QpidNode.start(settings), lock);
        } catch (RuntimeException e) {
            if (lock != null) {
                lock.close();
            }
            throw e;
        }
    }

    public int port() {
        return node.port();
    }

    /** With user and password; treat it as a secret. */
    public String uri() {
        return "amqp://" + settings.user() + ":" + settings.password() + "@" + Loopback.ADDRESS + ":" + port();
    }

    /** Closes connections, then the store. Idempotent. */
    @Override
    public void close() {
        node.close();
        if (lock != null) {
            lock.close();
        }
    }
}
