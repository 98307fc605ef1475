package io.spillway.embedded;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import com.rabbitmq.client.Channel;

/** Exits, and still publishes for a second from a shutdown hook, as a host does that drains before it stops. */
final class PublishWhileExiting {
    private PublishWhileExiting() {}

    public static void main(String[] arguments) throws Exception {
        EmbeddedBroker broker = EmbeddedBroker
                .start(new EmbeddedBroker.Settings(0, Path.of(arguments[0]), "child", "secret"));
        Channel channel = Amqp.confirming(Amqp.connect(broker.uri()));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> drain(channel, broker)));
        System.exit(0);
    }

    private static void drain(Channel channel, EmbeddedBroker broker) {
        try {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
            while (System.nanoTime() < end) {
                Amqp.publish(channel, "late");
            }
            broker.close();
            System.out.println("drained");
        } catch (Exception e) {
            e.printStackTrace();
        }
    }
}
