package io.spillway.gateway.amqp;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

import com.rabbitmq.client.AMQP;
import io.spillway.contract.command.Command;
import io.spillway.contract.command.CommandKind;
import io.spillway.gateway.core.CommandFixtures;
import io.spillway.gateway.core.Outgoing;
import io.spillway.gateway.core.ReplyTo;
import io.spillway.gateway.core.TraceContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class CommandMessagesTest {

    @ParameterizedTest
    @EnumSource
    void aMessageSaysWhatItCarries(CommandKind kind) {
        Command command = CommandFixtures.command(kind);

        AMQP.BasicProperties properties = CommandMessages.encode(CommandFixtures.outgoing(command)).properties();

        assertThat(properties.getMessageId()).isEqualTo(command.id().toString());
        assertThat(properties.getType()).isEqualTo(kind.messageType());
        assertThat(properties.getContentType()).isEqualTo("application/json");
        assertThat(properties.getDeliveryMode()).isEqualTo(2);
        assertThat(properties.getTimestamp().toInstant()).isEqualTo(Instant.parse("2026-11-22T12:00:00.123Z"));
        assertThat(properties.getHeaders())
                .containsExactly(entry("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"));
        assertThat(properties.getReplyTo()).isNull();
    }

    @Test
    void theCallersTraceStateTravelsAlong() {
        TraceContext trace = CommandFixtures.TRACE;

        AMQP.BasicProperties properties = CommandMessages.encode(new Outgoing(
                CommandFixtures.command(CommandKind.DELETE),
                new TraceContext(trace.traceId(), trace.spanId(), true, "a=1"), null, false)).properties();

        assertThat(properties.getHeaders()).containsEntry("tracestate", "a=1");
    }

    @Test
    void aCommandThatSomebodyWaitsForSaysWhereItsOutcomeGoes() {
        AMQP.BasicProperties properties = CommandMessages.encode(new Outgoing(
                CommandFixtures.command(CommandKind.CREATE), CommandFixtures.TRACE, new ReplyTo("queue", "42"),
                false)).properties();

        assertThat(properties.getReplyTo()).isEqualTo("queue");
        assertThat(properties.getCorrelationId()).isEqualTo("42");
    }

    @Test
    void aCommandThatMayHaveBeenSentBeforeSaysSo() {
        AMQP.BasicProperties properties = CommandMessages.encode(new Outgoing(
                CommandFixtures.command(CommandKind.CREATE), CommandFixtures.TRACE, null, true)).properties();

        assertThat(properties.getHeaders()).contains(entry("x-possible-copy", true)).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void aReaderGetsTheCommandBack(CommandKind kind) {
        Command command = CommandFixtures.command(kind);

        byte[] body = CommandMessages.encode(CommandFixtures.outgoing(command)).body();

        assertThat(JsonMapper.builder().build().readValue(body, kind.commandClass())).isEqualTo(command);
    }

    /** What is on the wire is a contract with writers of other versions. */
    @Test
    void aCreateIsWrittenLikeThis() {
        byte[] body = CommandMessages.encode(CommandFixtures.outgoing(CommandFixtures.command(CommandKind.CREATE)))
                .body();

        assertThat(new String(body, StandardCharsets.UTF_8)).isEqualTo("""
                {"header":{"id":"01a20423-2af3-7278-8fc2-ea3263c94060",\
                "orderId":"01a20423-2af3-7546-b9cc-ecd62cdde46e","actor":{"user":"demo","operator":false},\
                "issuedAt":"2026-11-22T12:00:00.123Z","payloadHash":"AAAAAAAAAAAAAAAAAAAAAA"},\
                "content":{"customerId":"c-1","currency":"EUR",\
                "items":[{"sku":"sku-1","name":"Tea, 100 g","quantity":2,"unitPrice":450}],"note":"ring twice"}}""");
    }

    private static Map.Entry<String, Object> entry(String key, Object value) {
        return Map.entry(key, value);
    }
}
