package io.spillway.benchmarks.consumers;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import io.spillway.contract.messaging.Partition;
import io.spillway.contract.messaging.Partitions;
import org.bson.Document;
import org.bson.UuidRepresentation;

/**
 * A process that drains the queues in one of these ways until it is told to end. Broker and store come from the environment,
 * by the names that the writer-service reads.
 */
public final class ConsumerMain {

    private ConsumerMain() {}

    /** @param args the way, its consumer threads, the number of queues */
    public static void main(String[] args) throws Exception {
        int consumers = Integer.parseInt(args[1]);
        List<String> queues = new Partitions(Integer.parseInt(args[2])).all().stream().map(Partition::queue).toList();
        String broker = environment("SPRING_RABBITMQ_ADDRESSES");
        ConnectionString store = new ConnectionString(environment("SPRING_MONGODB_URI"));
        MongoClient client = MongoClients.create(MongoClientSettings.builder().applyConnectionString(store)
                .uuidRepresentation(UuidRepresentation.STANDARD).build());
        MongoCollection<Document> orders = client.getDatabase(Objects.requireNonNull(store.getDatabase()))
                .getCollection("orders");

        AutoCloseable consumer = switch (args[0]) {
            case "one-by-one" -> OneByOne.start(broker, queues, consumers, orders);
            case "spring-batch" -> SpringBatch.start(broker, queues, consumers, orders);
            case "ceiling" -> Ceiling.start(broker, queues, consumers, orders);
            default -> throw new IllegalArgumentException("Not a way to consume: " + args[0]);
        };
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try (client; consumer) {
                System.out.println("stopping");
            } catch (Exception e) {
                System.out.println("did not stop in good order: " + e);
            }
        }));
        new CountDownLatch(1).await();
    }

    private static String environment(String name) {
        String value = System.getenv(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is not set");
        }
        return value;
    }
}
