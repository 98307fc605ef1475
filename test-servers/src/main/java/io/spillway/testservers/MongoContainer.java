package io.spillway.testservers;

import java.util.List;
import java.util.Objects;

import org.testcontainers.containers.GenericContainer;

/** A MongoDB in a container: a standalone server, which is the least that the services are promised to work on. */
final class MongoContainer implements AutoCloseable {
    static final List<String> IMAGES = List.of("mongo:8.0");

    private final int port = FreePorts.inARow(1);
    private final GenericContainer<?> container;

    MongoContainer() {
        container = Containers.create(Objects.requireNonNull(Docker.firstAvailable(IMAGES), "an image of MongoDB"),
                port, List.of(27017));
        container.start();
    }

    String uri() {
        return "mongodb://" + Containers.host() + ":" + port;
    }

    @Override
    public void close() {
        container.close();
    }
}
