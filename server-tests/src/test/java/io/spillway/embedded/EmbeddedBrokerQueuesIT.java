package io.spillway.embedded;

import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.spillway.embedded.EmbeddedBroker.Settings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

/** What a client sees of one broker, whose start takes longer than all of this. */
class EmbeddedBrokerQueuesIT {

    private static EmbeddedBroker broker;
    private Connection connection;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(Settings.inMemory("ann", "secret"));
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @BeforeEach
    void connect() throws Exception {
        connection = Amqp.connect(broker.uri());
    }

    @AfterEach
    void leaveNothingBehind() throws Exception {
        connection.createChannel().queueDelete(Amqp.QUEUE);
        connection.close();
    }

    @Test
    void confirmsAMessageAndDeliversIt() throws Exception {
        Channel channel = Amqp.confirming(connection);

        Amqp.publish(channel, "hello");

        assertThat(Amqp.text(channel.basicGet(Amqp.QUEUE, true))).isEqualTo("hello");
    }

    @Test
    void acceptsTheQueueArgumentsMadeForRabbitMq() throws Exception {
        Channel channel = connection.createChannel();

        channel.queueDeclare(Amqp.QUEUE, true, false, false, Map.of(
                "x-queue-type", "quorum",
                "x-single-active-consumer", true,
                "x-max-length", 1_000_000,
                "x-overflow", "reject-publish",
                "x-dead-letter-exchange", "dead",
                "x-dead-letter-strategy", "at-least-once",
                "x-delivery-limit", -1));

        assertThat(channel.queueDeclarePassive(Amqp.QUEUE).getMessageCount()).isZero();
    }

    @Test
    void passesOnToTheNextConsumerWhenTheActiveOneGoes() throws Exception {
        Channel publisher = connection.createChannel();
        publisher.confirmSelect();
        publisher.queueDeclare(Amqp.QUEUE, true, false, false, Map.of("x-single-active-consumer", true));
        Channel first = connection.createChannel();
        Channel second = connection.createChannel();
        BlockingQueue<String> atFirst = consume(first);
        BlockingQueue<String> atSecond = consume(second);

        Amqp.publish(publisher, "one");
        Amqp.publish(publisher, "two");
        assertThat(atFirst.poll(10, SECONDS)).isEqualTo("one");
        assertThat(atFirst.poll(10, SECONDS)).isEqualTo("two");
        assertThat(atSecond).isEmpty();

        first.close();
        assertThat(atSecond.poll(10, SECONDS)).isEqualTo("one");
        assertThat(atSecond.poll(10, SECONDS)).isEqualTo("two");
    }

    private static BlockingQueue<String> consume(Channel channel) throws Exception {
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        channel.basicConsume(Amqp.QUEUE, false, (tag, delivery) -> received.add(Amqp.text(delivery.getBody())),
                tag -> {});
        return received;
    }
}
