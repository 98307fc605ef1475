package io.spillway.testservers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import org.bson.Document;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.builder.Transferable;

/**
 * A MongoDB in a container whose accounts are made as in production: by {@code deploy/mongodb/accounts.js}, which the image runs
 * at its first start. Tests that use it are annotated {@link RequiresImage}.
 */
public final class MongoAccounts implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(2);
    private static final int READABLE = 0644;

    private final String password = UUID.randomUUID().toString();
    private final int port = FreePorts.inARow(1);
    private final GenericContainer<?> container;

    /** Started, and ready for each of its accounts. */
    public MongoAccounts() {
        container = Containers.create(ServerImage.MONGODB.available(), port, List.of(27017))
                .withEnv("MONGO_INITDB_ROOT_USERNAME", "root")
                .withEnv("MONGO_INITDB_ROOT_PASSWORD", password)
                .withCopyToContainer(Transferable.of(script(), READABLE), "/docker-entrypoint-initdb.d/accounts.js");
        for (String account : List.of("gateway", "writer", "order-service")) {
            // with the newline that an editor would leave
            container.withCopyToContainer(Transferable.of(password + "\n", READABLE),
                    "/run/secrets/" + account + "-password");
        }
        container.start();
        // the server that runs the scripts listens inside of the container only
        if (!Await.until(START, this::answers)) {
            String log = container.getLogs();
            close();
            throw new TestServersException("MongoDB did not start with its accounts: " + log);
        }
    }

    private static byte[] script() {
        try {
            return Files.readString(Deployment.file("mongodb/accounts.js")).getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean answers() {
        try (MongoClient client = MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(uri("root") + "&serverSelectionTimeoutMS=2000")).build())) {
            return client.getDatabase("admin").runCommand(new Document("ping", 1)).containsKey("ok");
        } catch (MongoException notYet) {
            return false;
        }
    }

    /** Leads to no database of its own. */
    public String uri(String account) {
        return "mongodb://" + account + ":" + password + "@" + Containers.host() + ":" + port + "/?authSource=admin";
    }

    @Override
    public void close() {
        container.close();
    }
}
