package io.spillway.orders;

import java.util.UUID;

import io.spillway.contract.order.OrderId;
import io.spillway.orders.core.OrderReader;
import io.spillway.testservers.RequiresImage;
import io.spillway.testservers.ServerImage;
import io.spillway.testservers.ServiceContainers;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.context.annotation.Bean;
import org.springframework.test.annotation.DirtiesContext;
import org.testcontainers.mongodb.MongoDBContainer;

import static org.assertj.core.api.Assertions.assertThat;

/** The service on the store of the stack: MongoDB's image, as a replica set. */
@SpringBootTest(classes = {OrderService.class,
        ContainersIT.Servers.class}, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
                "spring.config.name=order-service", "management.server.port=0", "spring.mongodb.database=orders"})
@RequiresImage(ServerImage.MONGODB)
@DirtiesContext // ends the container with the class
class ContainersIT {

    private static final String DATABASE = "orders";

    @TestConfiguration(proxyBeanMethods = false)
    static class Servers {

        @Bean
        @ServiceConnection
        MongoDBContainer mongoDb() {
            return ServiceContainers.mongoDb();
        }
    }

    @Autowired
    private MongoDBContainer store;

    @Autowired
    private OrderReader reader;

    @Test
    void readsWhatTheWriterWrote() {
        try (WrittenDocuments written = new WrittenDocuments(store.getReplicaSetUrl(DATABASE), DATABASE)) {
            UUID id = written.write(written.order("ann", "c-1", WrittenDocuments.NOON));

            assertThat(reader.find(new OrderId(id))).isPresent();
            assertThat(reader.find(new OrderId(UUID.randomUUID()))).isEmpty();
        }
    }
}
