package io.spillway.writer.amqp;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Envelope;
import io.spillway.contract.command.Command;
import tools.jackson.databind.json.JsonMapper;

/** Messages as a gateway publishes them. */
final class Messages {

    private static final JsonMapper JSON = JsonMapper.shared();

    private Messages() {}

    static byte[] body(Command command) {
        return JSON.writeValueAsBytes(command);
    }

    static BasicProperties properties(Command command) {
        return new BasicProperties.Builder().deliveryMode(2).contentType("application/json")
                .messageId(command.id().toString()).type(command.kind().messageType()).build();
    }

    static Message delivered(long tag, Command command) {
        return new Message(new Envelope(tag, false, "orders.commands", "00"), properties(command), body(command));
    }

    static Message garbage(long tag) {
        return new Message(new Envelope(tag, false, "orders.commands", "00"),
                new BasicProperties.Builder().deliveryMode(2).type("order.create.v1").build(),
                "garbage".getBytes(StandardCharsets.UTF_8));
    }

    /** As a quorum queue does it, which tells how often that was in vain. */
    static Message redelivered(long tag, long inVain, Command command) {
        BasicProperties counted = properties(command).builder().headers(Map.of("x-delivery-count", inVain)).build();
        return new Message(new Envelope(tag, inVain > 0, "orders.commands", "00"), counted, body(command));
    }
}
