package io.spillway.testservers;

import org.testcontainers.mongodb.MongoDBContainer;
import org.testcontainers.rabbitmq.RabbitMQContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * Containers as Spring Boot's {@code @ServiceConnection} takes them, not started yet. Tests that use them are annotated
 * {@link RequiresImage}, so that nothing is ever pulled here.
 */
public final class ServiceContainers {
    private ServiceContainers() {}

    /** A RabbitMQ of a test's own. */
    public static RabbitMQContainer rabbitMq() {
        RabbitMQContainer container = new RabbitMQContainer(
                DockerImageName.parse(ServerImage.RABBITMQ.available()).asCompatibleSubstituteFor("rabbitmq"));
        container.withImagePullPolicy(name -> false);
        return container;
    }

    /** A MongoDB of a test's own, a replica set of one. */
    public static MongoDBContainer mongoDb() {
        MongoDBContainer container = new MongoDBContainer(
                DockerImageName.parse(ServerImage.MONGODB.available()).asCompatibleSubstituteFor("mongo"));
        container.withReplicaSet().withImagePullPolicy(name -> false);
        return container;
    }
}
