package io.spillway.benchmarks.consumers;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.InsertManyOptions;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.Delivery;
import io.spillway.contract.command.CreateOrder;
import org.bson.Document;

/**
 * The client library's consumer and {@code insertMany}, with nothing in between but reading the command: what no consumer
 * can beat. Knows only creates.
 */
final class Ceiling implements Runnable {

    private static final int BATCH = 1_000;
    private static final InsertManyOptions UNORDERED = new InsertManyOptions().ordered(false);

    private final Channel channel;
    private final MongoCollection<Document> orders;
    private final BlockingQueue<Delivery> arrived = new LinkedBlockingQueue<>(); // bounded by the prefetch

    private Ceiling(Channel channel, MongoCollection<Document> orders) {
        this.channel = channel;
        this.orders = orders;
    }

    static AutoCloseable start(String broker, List<String> queues, int consumers, MongoCollection<Document> orders)
            throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(broker);
        Connection connection = factory.newConnection("ceiling");
        for (int i = 0; i < consumers; i++) {
            int share = i;
            Channel channel = connection.createChannel();
            channel.basicQos(BATCH);
            Ceiling ceiling = new Ceiling(channel, orders);
            for (String queue : IntStream.range(0, queues.size()).filter(queue -> queue % consumers == share)
                    .mapToObj(queues::get).toList()) {
                channel.basicConsume(queue, false, (tag, delivery) -> ceiling.arrived.add(delivery), tag -> {});
            }
            Thread.ofPlatform().daemon().name("ceiling-" + i).start(ceiling);
        }
        return connection;
    }

    @Override
    public void run() {
        List<Delivery> batch = new ArrayList<>(BATCH);
        try {
            while (true) {
                batch.add(arrived.take());
                arrived.drainTo(batch, BATCH - 1);
                orders.insertMany(batch.stream().map(Ceiling::document).toList(), UNORDERED);
                channel.basicAck(batch.getLast().getEnvelope().getDeliveryTag(), true);
                batch.clear();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (IOException lost) {
            System.out.println("The ceiling lost its channel: " + lost);
        }
    }

    private static Document document(Delivery delivery) {
        return OrderStatements.document((CreateOrder) CommandReader.read(delivery.getProperties().getType(),
                delivery.getBody()));
    }
}
