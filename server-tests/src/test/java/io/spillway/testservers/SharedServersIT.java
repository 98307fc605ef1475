package io.spillway.testservers;

import java.nio.charset.StandardCharsets;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.MessageProperties;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

class SharedServersIT {
    private static final String QUEUE = "shared-servers-it";

    private final TestBroker broker = TestServers.broker();
    private final TestStore store = TestServers.store();

    @AfterEach
    void leaveNothingBehind() {
        broker.deleteQueues(QUEUE);
    }

    @Test
    void sharesOneOfEach() {
        assertThat(TestServers.broker()).isSameAs(broker);
        assertThat(TestServers.store()).isSameAs(store);
    }

    @Test
    void tellsWhatTheBrokerIs() {
        assertThat(broker.version()).matches("\\d+\\.\\d+.*");
        assertThat(broker.isRabbitMq()).isEqualTo(broker.product().equals("RabbitMQ"));
        assertThat(broker.toString()).startsWith(broker.product() + " " + broker.version())
                .doesNotContain(broker.uri());
    }

    @Test
    void purgesAndDeletesQueues() throws Exception {
        try (Connection connection = Amqp.connect(broker.uri())) {
            Channel channel = connection.createChannel();
            channel.confirmSelect();
            channel.queueDeclare(QUEUE, true, false, false, null);
            publish(channel);

            broker.purgeQueues("shared-servers-it-unknown", QUEUE);
            assertThat(channel.queueDeclarePassive(QUEUE).getMessageCount()).isZero();

            broker.deleteQueues("shared-servers-it-unknown", QUEUE);
            broker.deleteExchanges("shared-servers-it-unknown");
            assertThatIOException().isThrownBy(() -> channel.queueDeclarePassive(QUEUE))
                    .havingCause().withMessageContaining("reply-code=404");
        }
    }

    @Test
    void givesEachTestClassADatabaseOfItsOwn() {
        String name = store.uniqueDatabase(SharedServersIT.class);
        assertThat(name).startsWith("sharedserversit_").isNotEqualTo(store.uniqueDatabase(SharedServersIT.class));
        try (MongoClient client = MongoClients.create(store.uri())) {
            client.getDatabase(name).getCollection("c").insertOne(new Document("_id", 1));

            store.dropDatabase(name);

            assertThat(client.getDatabase(name).getCollection("c").countDocuments()).isZero();
        }
    }

    @Test
    @RequiresRabbitMq
    void runsOnRabbitMq4() {
        assertThat(broker.isRabbitMq4()).isTrue();
    }

    /** That it keeps what it confirmed when it is killed, the gateway's publisher shows. */
    @Test
    @RequiresPrivateBroker
    void aPrivateNodeKeepsADurableMessageWhenItIsStoppedAndIsGoneWhenItIsKilled() throws Exception {
        try (PrivateBroker node = TestServers.privateBroker()) {
            node.start();
            try (Connection connection = Amqp.connect(node.uri())) {
                Channel channel = connection.createChannel();
                channel.confirmSelect();
                channel.queueDeclare(QUEUE, true, false, false, null);
                publish(channel);
            }
            node.stop();
            assertThatIOException().isThrownBy(() -> Amqp.connect(node.uri()));
            node.start();
            try (Connection connection = Amqp.connect(node.uri())) {
                assertThat(connection.createChannel().messageCount(QUEUE)).isEqualTo(1);
            }
            node.kill();
            assertThatIOException().isThrownBy(() -> Amqp.connect(node.uri()));
        }
    }

    private static void publish(Channel channel) throws Exception {
        channel.basicPublish("", QUEUE, true, MessageProperties.PERSISTENT_TEXT_PLAIN,
                "hello".getBytes(StandardCharsets.UTF_8));
        channel.waitForConfirmsOrDie(10_000);
    }
}
