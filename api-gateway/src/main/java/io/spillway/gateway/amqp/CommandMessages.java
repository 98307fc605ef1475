package io.spillway.gateway.amqp;

import java.util.Date;
import java.util.HashMap;
import java.util.Map;

import com.rabbitmq.client.AMQP;
import io.spillway.contract.command.Command;
import io.spillway.contract.messaging.MessageHeaders;
import io.spillway.gateway.core.Outgoing;
import io.spillway.gateway.core.ReplyTo;
import tools.jackson.databind.json.JsonMapper;

/** Puts commands into messages: the record as JSON, and the properties that a reader needs before it decodes. */
final class CommandMessages {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int PERSISTENT = 2;

    private CommandMessages() {}

    @SuppressWarnings("JavaUtilDate") // the client's type for AMQP timestamps, which count seconds
    static Publication encode(Outgoing outgoing) {
        Command command = outgoing.command();
        AMQP.BasicProperties.Builder properties = new AMQP.BasicProperties.Builder()
                .messageId(command.id().toString())
                .type(command.kind().messageType())
                .contentType("application/json")
                .timestamp(Date.from(command.header().issuedAt()))
                .headers(headers(outgoing))
                .deliveryMode(PERSISTENT);
        ReplyTo replyTo = outgoing.replyTo();
        if (replyTo != null) {
            properties.replyTo(replyTo.queue()).correlationId(replyTo.correlationId());
        }
        return new Publication(properties.build(), JSON.writeValueAsBytes(command));
    }

    private static Map<String, Object> headers(Outgoing outgoing) {
        Map<String, Object> headers = new HashMap<>();
        headers.put(MessageHeaders.TRACEPARENT, outgoing.trace().traceparent());
        String state = outgoing.trace().state();
        if (state != null) {
            headers.put(MessageHeaders.TRACESTATE, state);
        }
        if (outgoing.possibleCopy()) {
            headers.put(MessageHeaders.POSSIBLE_COPY, true);
        }
        return headers;
    }
}
