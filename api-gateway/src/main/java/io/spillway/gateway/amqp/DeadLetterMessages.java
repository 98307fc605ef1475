package io.spillway.gateway.amqp;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import com.rabbitmq.client.AMQP.BasicProperties;
import io.spillway.contract.messaging.MessageHeaders;
import io.spillway.gateway.core.deadletter.DeadLetter;
import org.jspecify.annotations.Nullable;

/**
 * Reads dead letters, and undoes what made them dead. A letter comes from a writer, which says why in headers of ours, from
 * the broker, which says it in {@code x-death} (RabbitMQ, "Dead Letter Exchanges"), or from anybody, and says nothing.
 */
final class DeadLetterMessages {

    static final int EXCERPT_BYTES = 4_096;

    private static final int MAX_TEXT = 500;
    private static final int PERSISTENT = 2;
    // others could not stand in a path
    private static final Pattern USABLE_ID = Pattern.compile("[A-Za-z0-9_-]{1,200}");
    private static final String DEATHS = "x-death";

    /** What dying added, and what would send a message elsewhere (RabbitMQ, "Sender-selected Distribution"). */
    private static final Set<String> NOT_REPLAYED = Set.of(MessageHeaders.REASON, MessageHeaders.DETAIL,
            MessageHeaders.FIRST_SEEN, MessageHeaders.ORIGINAL_ROUTING_KEY, DEATHS, "x-first-death-exchange",
            "x-first-death-queue", "x-first-death-reason", "x-last-death-exchange", "x-last-death-queue",
            "x-last-death-reason", "x-delivery-count", "x-acquired-count", "CC", "BCC");

    private DeadLetterMessages() {}

    /** @param routingKey with which it came into the queue of dead letters */
    static DeadLetter letter(String routingKey, BasicProperties properties, byte[] body) {
        Map<String, Object> headers = headers(properties);
        Map<?, ?> death = lastDeath(headers);
        String partition = partition(headers, death, routingKey);
        return new DeadLetter(id(partition, properties, body), reason(headers, death),
                text(headers.get(MessageHeaders.DETAIL)), firstSeen(headers, death), partition,
                text(properties.getType()), body.length, excerpt(body));
    }

    /** The message as it was before it died, but for saying that it may have been seen before. */
    static BasicProperties replayed(DeadLetter letter, BasicProperties properties) {
        Map<String, Object> headers = headers(properties);
        headers.keySet().removeAll(NOT_REPLAYED);
        headers.put(MessageHeaders.POSSIBLE_COPY, true);
        BasicProperties.Builder replayed = properties.builder()
                .headers(headers)
                .deliveryMode(PERSISTENT)
                // nobody waits any more; a foreign user is refused; the others would break the order or lose it again
                .replyTo(null).userId(null).priority(null).expiration(null);
        return properties.getMessageId() == null ? replayed.messageId(letter.id()).build() : replayed.build();
    }

    private static Map<String, Object> headers(BasicProperties properties) {
        return properties.getHeaders() == null ? new HashMap<>() : new HashMap<>(properties.getHeaders());
    }

    /** The broker's newest entry stands first. */
    private static Map<?, ?> lastDeath(Map<String, Object> headers) {
        return headers.get(DEATHS) instanceof List<?> deaths && !deaths.isEmpty()
                && deaths.getFirst() instanceof Map<?, ?> death ? death : Map.of();
    }

    private static String partition(Map<String, Object> headers, Map<?, ?> death, String routingKey) {
        String original = text(headers.get(MessageHeaders.ORIGINAL_ROUTING_KEY));
        if (original == null && death.get("routing-keys") instanceof List<?> keys && !keys.isEmpty()) {
            original = text(keys.getFirst());
        }
        return original == null ? routingKey : original;
    }

    private static String reason(Map<String, Object> headers, Map<?, ?> death) {
        String reason = text(headers.get(MessageHeaders.REASON));
        if (reason != null) {
            return reason;
        }
        String brokers = text(death.get("reason"));
        return brokers == null ? "unknown" : "broker-" + brokers.replace('_', '-');
    }

    @SuppressWarnings("JavaUtilDate") // the client's type for AMQP timestamps
    private static @Nullable Instant firstSeen(Map<String, Object> headers, Map<?, ?> death) {
        String told = text(headers.get(MessageHeaders.FIRST_SEEN));
        try {
            return told == null
                    ? death.get("time") instanceof Date time ? time.toInstant() : null
                    : Instant.parse(told);
        } catch (DateTimeException foreign) {
            return null;
        }
    }

    private static String id(String partition, BasicProperties properties, byte[] body) {
        String id = properties.getMessageId();
        if (id != null && USABLE_ID.matcher(id).matches()) {
            return id;
        }
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (String part : new String[]{id, partition, properties.getType()}) {
                sha256.update((part + "\n").getBytes(StandardCharsets.UTF_8));
            }
            return "content-" + HexFormat.of().formatHex(sha256.digest(body), 0, 16);
        } catch (NoSuchAlgorithmException everyJvmHasIt) {
            throw new IllegalStateException(everyJvmHasIt);
        }
    }

    private static DeadLetter.@Nullable Excerpt excerpt(byte[] body) {
        ByteBuffer bytes = ByteBuffer.wrap(body, 0, Math.min(body.length, EXCERPT_BYTES));
        CharBuffer text = CharBuffer.allocate(bytes.remaining());
        CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
        boolean complete = body.length <= EXCERPT_BYTES;
        // a character that the excerpt's end cuts in two is left out
        return utf8.decode(bytes, text, complete).isError()
                ? null
                : new DeadLetter.Excerpt(text.flip().toString(), complete);
    }

    /** Header values are anything; texts come as a type of the client's. */
    private static @Nullable String text(@Nullable Object value) {
        String text = value == null ? null : value.toString();
        return text == null || text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
    }
}
