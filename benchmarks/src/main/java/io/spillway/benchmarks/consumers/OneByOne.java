package io.spillway.benchmarks.consumers;

import java.net.URI;
import java.util.List;
import java.util.concurrent.Executors;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;
import org.bson.Document;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.annotation.EnableRabbit;
import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.amqp.rabbit.config.DirectRabbitListenerContainerFactory;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * {@code @RabbitListener}, one write for each message. Spring's direct container: one consumer for each queue, on as many
 * threads as there shall be consumers, so that a queue's messages stay in order.
 */
final class OneByOne {

    private final MongoCollection<Document> orders;

    private OneByOne(MongoCollection<Document> orders) {
        this.orders = orders;
    }

    static AutoCloseable start(String broker, List<String> queues, int consumers, MongoCollection<Document> orders) {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.registerBean("commandQueues", String[].class, () -> queues.toArray(String[]::new));
        context.registerBean(CachingConnectionFactory.class, () -> {
            CachingConnectionFactory connections = new CachingConnectionFactory(URI.create(broker));
            connections.setExecutor(Executors.newFixedThreadPool(consumers));
            return connections;
        });
        context.registerBean(OneByOne.class, () -> new OneByOne(orders));
        context.register(Listening.class);
        context.refresh();
        return context;
    }

    @RabbitListener(queues = "#{@commandQueues}")
    void onMessage(Message message) {
        apply(OrderStatements.of(CommandReader.read(message.getMessageProperties().getType(), message.getBody())));
    }

    private void apply(WriteModel<Document> statement) {
        switch (statement) {
            case InsertOneModel<Document> insert -> orders.insertOne(insert.getDocument());
            case UpdateOneModel<Document> update -> orders.updateOne(update.getFilter(), update.getUpdate());
            case DeleteOneModel<Document> delete -> orders.deleteOne(delete.getFilter());
            default -> throw new IllegalStateException("Not a statement of ours: " + statement);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableRabbit
    static class Listening {

        @Bean
        DirectRabbitListenerContainerFactory rabbitListenerContainerFactory(CachingConnectionFactory connections) {
            DirectRabbitListenerContainerFactory factory = new DirectRabbitListenerContainerFactory();
            factory.setConnectionFactory(connections);
            return factory;
        }
    }
}
