package io.spillway.gateway.amqp;

import java.io.IOException;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;

/** Opens channels, and reads why the broker closed one. */
final class Channels {

    private Channels() {}

    static Channel open(Connection connection) throws IOException {
        Channel channel = connection.createChannel();
        if (channel == null) {
            throw new IOException("The broker allows too few channels on one connection (channel_max)");
        }
        return channel;
    }

    /** Whether the broker closed the channel, or the whole connection, with this code (AMQP 0-9-1, 1.2). */
    static boolean wasClosedWith(int code, IOException failed) {
        return failed.getCause() instanceof ShutdownSignalException closed && switch (closed.getReason()) {
            case AMQP.Channel.Close channel -> channel.getReplyCode() == code;
            case AMQP.Connection.Close connection -> connection.getReplyCode() == code;
            case null, default -> false;
        };
    }
}
