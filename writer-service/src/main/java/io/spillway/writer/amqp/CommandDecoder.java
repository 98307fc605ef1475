package io.spillway.writer.amqp;

import java.time.Instant;
import java.util.Map;

import com.rabbitmq.client.AMQP.BasicProperties;
import io.spillway.contract.command.Command;
import io.spillway.contract.command.CommandKind;
import io.spillway.contract.messaging.MessageHeaders;
import io.spillway.writer.core.Delivery;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** Turns a message into a command, or says for good why not. Thread-safe. */
@Component
final class CommandDecoder {

    /** Many times what a gateway publishes. Reading it can take several times its size. */
    private static final int MAX_BODY = 1 << 20;

    private final JsonMapper json = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .addModule(new SimpleModule().addDeserializer(Instant.class, new InstantReader()))
            .build();

    Incoming.Read decode(Message message) {
        BasicProperties properties = message.properties();
        String type = properties.getType();
        if (type == null) {
            return new Incoming.Poison(message, DeadLetterReason.UNKNOWN_TYPE, "The message has no type");
        }
        return CommandKind.ofMessageType(type).<Incoming.Read>map(kind -> decode(message, kind))
                .orElseGet(() -> new Incoming.Poison(message, DeadLetterReason.UNKNOWN_TYPE,
                        "No command has the type that the message names"));
    }

    private Incoming.Read decode(Message message, CommandKind kind) {
        if (message.body().length > MAX_BODY) {
            return new Incoming.Poison(message, DeadLetterReason.MALFORMED_BODY,
                    "The body is larger than that of any command");
        }
        Command command;
        try {
            command = json.readValue(message.body(), kind.commandClass());
        } catch (RuntimeException | StackOverflowError malformed) {
            // Jackson limits nesting and lengths, but whatever a hostile body brings about, it is the body's fault.
            // Its own message would quote the payload, which is nobody's business in a header.
            return new Incoming.Poison(message, DeadLetterReason.MALFORMED_BODY,
                    "The body is not a valid " + kind.messageType() + " (" + malformed.getClass().getSimpleName()
                            + ")");
        }
        if (command == null) {
            return new Incoming.Poison(message, DeadLetterReason.MALFORMED_BODY, "The body is empty");
        }
        return new Incoming.Decoded(message, new Delivery(command, possibleCopy(message), replyTo(message)));
    }

    private static Delivery.@Nullable ReplyTo replyTo(Message message) {
        String address = message.properties().getReplyTo();
        String correlationId = message.properties().getCorrelationId();
        return address == null || correlationId == null
                ? null
                : new Delivery.ReplyTo(address, correlationId, Trace.traceparent(message));
    }

    private static boolean possibleCopy(Message message) {
        Map<String, Object> headers = message.properties().getHeaders();
        return message.envelope().isRedeliver()
                || (headers != null && Boolean.TRUE.equals(headers.get(MessageHeaders.POSSIBLE_COPY)));
    }
}
