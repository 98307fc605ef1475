package io.spillway.testservers;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What tests may run in containers of their own. */
public enum ServerImage {
    RABBITMQ, MONGODB;

    private static final Map<ServerImage, Lazy<Boolean>> AVAILABLE = Map.of(
            RABBITMQ, new Lazy<>(() -> Docker.firstAvailable(RABBITMQ.names()) != null),
            MONGODB, new Lazy<>(() -> Docker.firstAvailable(MONGODB.names()) != null));

    private List<String> names() {
        return switch (this) {
            case RABBITMQ -> ContainerNode.IMAGES;
            case MONGODB -> MongoContainer.IMAGES;
        };
    }

    /** Whether Docker has it, or can get it; answered once. */
    public boolean isAvailable() {
        return Objects.requireNonNull(AVAILABLE.get(this)).get();
    }

    /** The name of one that is here. */
    String available() {
        String name = Docker.firstAvailable(names());
        if (name == null) {
            throw new TestServersException("Docker has none of " + names() + " and cannot get it.");
        }
        return name;
    }

    /** The first in the order of choice. */
    @Override
    public String toString() {
        return names().getFirst();
    }
}
