package io.spillway.gateway.amqp;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.impl.LongStringHelper;
import io.spillway.gateway.core.deadletter.DeadLetter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class DeadLetterMessagesTest {

    private static final byte[] BODY = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
    private static final Map<String, Object> WRITERS = Map.of(
            "x-reason", LongStringHelper.asLongString("malformed-body"),
            "x-detail", LongStringHelper.asLongString("The body is empty"),
            "x-first-seen", LongStringHelper.asLongString("2026-03-01T12:00:00.123Z"),
            "x-original-routing-key", LongStringHelper.asLongString("03"),
            "traceparent", LongStringHelper.asLongString("00-a-b-01"));
    private static final Instant DIED = Instant.parse("2026-03-01T12:00:00Z");
    private static final Map<String, Object> BROKERS = Map.of(
            "x-death", List.of(Map.of("reason", LongStringHelper.asLongString("delivery_limit"), "time", date(DIED),
                    "queue", LongStringHelper.asLongString("orders.commands.05"), "count", 1L,
                    "routing-keys", List.of(LongStringHelper.asLongString("05")))),
            "x-first-death-reason", LongStringHelper.asLongString("delivery_limit"),
            "x-delivery-count", 7L);

    @Test
    void readsWhatTheWriterSays() {
        DeadLetter letter = read("00", message(WRITERS).messageId("m-1").type("order.create.v1").build(), BODY);

        assertThat(letter).isEqualTo(new DeadLetter("m-1", "malformed-body", "The body is empty",
                Instant.parse("2026-03-01T12:00:00.123Z"), "03", "order.create.v1", 7,
                new DeadLetter.Excerpt("{\"a\":1}", true)));
    }

    @Test
    void readsWhatTheBrokerSays() {
        DeadLetter letter = read("00", message(BROKERS).messageId("m-1").build(), BODY);

        assertThat(letter.reason()).isEqualTo("broker-delivery-limit");
        assertThat(letter.partition()).isEqualTo("05");
        assertThat(letter.firstSeen()).isEqualTo(DIED);
        assertThat(letter.detail()).isNull();
    }

    @Test
    void readsWhatNobodyExplains() {
        DeadLetter letter = read("07", new BasicProperties(), new byte[0]);

        assertThat(letter.reason()).isEqualTo("unknown");
        assertThat(letter.partition()).isEqualTo("07");
        assertThat(letter.type()).isNull();
        assertThat(letter.body()).isEqualTo(new DeadLetter.Excerpt("", true));
    }

    @Test
    void survivesHeadersOfAnyKind() {
        Map<String, Object> odd = Map.of("x-reason", 7, "x-first-seen", "yesterday", "x-death", List.of("gone"),
                "x-detail", "x".repeat(10_000));

        DeadLetter letter = read("00", message(odd).build(), BODY);

        assertThat(letter.reason()).isEqualTo("7");
        assertThat(letter.firstSeen()).isNull();
        assertThat(letter.detail()).hasSize(500);
        assertThat(read("00", message(Map.of("x-death", 3)).build(), BODY).reason()).isEqualTo("unknown");
        assertThat(read("01", message(Map.of("x-death", List.of(Map.of("routing-keys", List.of())))).build(), BODY)
                .partition()).isEqualTo("01");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "..", "a b", "ä"})
    void anIdThatCannotStandInAPathIsReplacedByOneOfTheContent(String messageId) {
        BasicProperties properties = new BasicProperties.Builder().messageId(messageId).build();

        String id = read("00", properties, BODY).id();

        assertThat(id).matches("content-[0-9a-f]{32}").isEqualTo(read("00", properties, BODY).id());
        assertThat(read("00", properties, new byte[1]).id()).isNotEqualTo(id);
        assertThat(read("01", properties, BODY).id()).isNotEqualTo(id);
    }

    @Test
    void aBodyThatIsNoTextIsNotShown() {
        assertThat(read("00", new BasicProperties(), new byte[]{(byte) 0xC3, 0x28}).body()).isNull();
        assertThat(read("00", new BasicProperties(), new byte[]{(byte) 0xC3}).body()).isNull();
    }

    @Test
    void aLongBodyIsShownUpToAWholeCharacter() {
        byte[] body = ("x" + "é".repeat(DeadLetterMessages.EXCERPT_BYTES)).getBytes(StandardCharsets.UTF_8);

        DeadLetter letter = read("00", new BasicProperties(), body);

        assertThat(letter.size()).isEqualTo(body.length);
        assertThat(letter.body()).isEqualTo(
                new DeadLetter.Excerpt("x" + "é".repeat(DeadLetterMessages.EXCERPT_BYTES / 2 - 1), false));
    }

    @Test
    void aReplayIsTheOriginalMarkedAsPossibleCopy() {
        BasicProperties original = message(WRITERS).messageId("m-1").type("order.create.v1").timestamp(date(DIED))
                .contentType("application/json").build();

        BasicProperties replayed = replayed(original);

        assertThat(replayed.getHeaders()).containsOnlyKeys("traceparent", "x-possible-copy")
                .containsEntry("x-possible-copy", true);
        assertThat(replayed.getMessageId()).isEqualTo("m-1");
        assertThat(replayed.getType()).isEqualTo("order.create.v1");
        assertThat(replayed.getContentType()).isEqualTo("application/json");
        assertThat(replayed.getTimestamp()).isEqualTo(date(DIED));
        assertThat(replayed.getDeliveryMode()).isEqualTo(2);
    }

    @Test
    void aReplayHasNothingThatBelongsToItsDeathOrSendsItElsewhere() {
        assertThat(replayed(message(BROKERS).build()).getHeaders()).containsOnlyKeys("x-possible-copy");

        BasicProperties foreign = message(Map.of("CC", List.of("elsewhere"), "BCC", List.of("there")))
                .userId("somebody")
                .priority(9).expiration("1").replyTo("amq.rabbitmq.reply-to").deliveryMode(1).build();
        BasicProperties replayed = replayed(foreign);

        assertThat(replayed.getHeaders()).containsOnlyKeys("x-possible-copy");
        assertThat(replayed.getUserId()).isNull();
        assertThat(replayed.getPriority()).isNull();
        assertThat(replayed.getExpiration()).isNull();
        assertThat(replayed.getReplyTo()).isNull();
        assertThat(replayed.getDeliveryMode()).isEqualTo(2);
        assertThat(replayed.getMessageId()).startsWith("content-");
    }

    private static BasicProperties replayed(BasicProperties properties) {
        return DeadLetterMessages.replayed(read("00", properties, BODY), properties);
    }

    private static DeadLetter read(String routingKey, BasicProperties properties, byte[] body) {
        return DeadLetterMessages.letter(routingKey, properties, body);
    }

    private static BasicProperties.Builder message(Map<String, Object> headers) {
        return new BasicProperties.Builder().headers(headers);
    }

    @SuppressWarnings("JavaUtilDate") // the client's type for AMQP timestamps
    private static Date date(Instant instant) {
        return Date.from(instant);
    }
}
