package io.spillway.benchmarks.consumers;

import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.WriteModel;
import org.bson.Document;
import org.springframework.amqp.core.BatchMessageListener;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;

/**
 * Spring's batch listener, the messages of a batch in one {@code bulkWrite}, nothing combined. A container for each
 * consumer with its share of the queues: of two consumers on all queues, the first would be the only active one on each.
 */
final class SpringBatch {

    private static final int BATCH = 1_000;

    /** Also how long the container waits for one more message, see its documentation: longer only strands a batch's end. */
    private static final int RECEIVE_MILLIS = 1;
    private static final int BATCH_MILLIS = 5;

    /** In order, or updates of one order could overtake each other. */
    private static final BulkWriteOptions ORDERED = new BulkWriteOptions().ordered(true);

    private SpringBatch() {}

    static AutoCloseable start(String broker, List<String> queues, int consumers, MongoCollection<Document> orders) {
        CachingConnectionFactory connections = new CachingConnectionFactory(URI.create(broker));
        List<SimpleMessageListenerContainer> containers = new ArrayList<>();
        for (int i = 0; i < consumers; i++) {
            int share = i;
            containers.add(container(connections, IntStream.range(0, queues.size())
                    .filter(queue -> queue % consumers == share).mapToObj(queues::get).toArray(String[]::new), orders));
        }
        containers.forEach(SimpleMessageListenerContainer::start);
        return () -> {
            containers.forEach(SimpleMessageListenerContainer::destroy);
            connections.destroy();
        };
    }

    private static SimpleMessageListenerContainer container(CachingConnectionFactory connections, String[] queues,
            MongoCollection<Document> orders) {
        SimpleMessageListenerContainer container = new SimpleMessageListenerContainer(connections);
        container.setQueueNames(queues);
        container.setPrefetchCount(BATCH);
        container.setConsumerBatchEnabled(true);
        container.setBatchSize(BATCH);
        container.setReceiveTimeout(RECEIVE_MILLIS);
        container.setBatchReceiveTimeout(BATCH_MILLIS);
        container.setMessageListener((BatchMessageListener) messages -> write(messages, orders));
        container.afterPropertiesSet();
        return container;
    }

    /**
     * Inserts first, then updates, then deletes: three calls at most, however the kinds alternate, and for each order the
     * same in the end, because nothing comes before its insert or has an effect after its delete.
     */
    private static void write(List<Message> messages, MongoCollection<Document> orders) {
        List<WriteModel<Document>> statements = new ArrayList<>(messages.size());
        for (Message message : messages) {
            statements.add(OrderStatements
                    .of(CommandReader.read(message.getMessageProperties().getType(), message.getBody())));
        }
        statements.sort(Comparator.comparingInt(SpringBatch::turn));
        orders.bulkWrite(statements, ORDERED);
    }

    private static int turn(WriteModel<Document> statement) {
        return switch (statement) {
            case InsertOneModel<Document> insert -> 0;
            case DeleteOneModel<Document> delete -> 2;
            default -> 1;
        };
    }
}
