package io.spillway.embedded;

import java.nio.file.Path;

import com.rabbitmq.client.Channel;

/** Publishes 0, 1, 2 … to a durable broker and prints each number once it is confirmed, until it is killed. */
final class PublishForever {
    private PublishForever() {}

    public static void main(String[] arguments) throws Exception {
        EmbeddedBroker broker = EmbeddedBroker
                .start(new EmbeddedBroker.Settings(0, Path.of(arguments[0]), "child", "secret"));
        Channel channel = Amqp.confirming(Amqp.connect(broker.uri()));
        for (int i = 0;; i++) {
            Amqp.publish(channel, Integer.toString(i));
            System.out.println(i);
        }
    }
}
