package io.spillway.testservers;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import org.bson.Document;

/** A MongoDB-protocol server that tests run on. Whoever shares it uses databases of its own names. Thread-safe. */
public final class TestStore {
    private static final int CONNECT_SECONDS = 30;
    private static final int LONGEST_NAME = 40;
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final String uri;
    private final String description;

    private TestStore(String uri, String description) {
        this.uri = uri;
        this.description = description;
    }

    /** @throws TestServersException if it is unreachable or refuses the credentials */
    static TestStore at(String uri, String source) {
        return new TestStore(uri, "MongoDB " + version(uri, source) + " (" + source + ")");
    }

    static TestStore embedded(String uri, String version) {
        return new TestStore(uri, "embedded mongo-java-server " + version);
    }

    private static String version(String uri, String source) {
        try (MongoClient client = client(uri)) {
            return String
                    .valueOf(client.getDatabase("admin").runCommand(new Document("buildInfo", 1)).getString("version"));
        } catch (MongoException | IllegalArgumentException e) {
            throw new TestServersException("The store of " + source + " does not accept connections: " + e.getMessage(),
                    e);
        }
    }

    private static MongoClient client(String uri) {
        return MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(uri))
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(CONNECT_SECONDS, TimeUnit.SECONDS))
                .build());
    }

    /** As given or started, so it may lack a database or name one that is not yours. */
    public String uri() {
        return uri;
    }

    /** A real MongoDB, and no server that only speaks its protocol. */
    public boolean isMongoDb() {
        return description.startsWith("MongoDB ");
    }

    /** A name that no other test class, JVM or run uses; {@link #dropDatabase} it when done. */
    public String uniqueDatabase(Class<?> test) {
        String name = test.getSimpleName().toLowerCase(Locale.ROOT);
        return "%s_%s_%d".formatted(name.substring(0, Math.min(name.length(), LONGEST_NAME)),
                Long.toString(System.currentTimeMillis(), Character.MAX_RADIX)
                        + Long.toString(ProcessHandle.current().pid(), Character.MAX_RADIX),
                DATABASES.incrementAndGet());
    }

    /** One that does not exist is fine. */
    public void dropDatabase(String name) {
        try (MongoClient client = client(uri)) {
            client.getDatabase(name).drop();
        }
    }

    /** For example {@code MongoDB 8.0.12 (Testcontainers)}; never shows the password. */
    @Override
    public String toString() {
        return description;
    }
}
