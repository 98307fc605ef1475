package io.spillway.writer.amqp;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.LongString;
import org.jspecify.annotations.Nullable;

/** A delivery as the broker made it. */
@SuppressWarnings("ArrayRecordComponent") // never compared, never copied
record Message(Envelope envelope, BasicProperties properties, byte[] body) {

    long deliveryTag() {
        return envelope.getDeliveryTag();
    }

    /** The bytes of the body, and what its headers take in memory: those of a stranger may be larger than its body. */
    long size() {
        return body.length + weight(properties.getHeaders());
    }

    /** A few words of the JVM for each value, rounded up: a header of three bytes on the wire takes a hundred here. */
    private static long weight(@Nullable Object header) {
        return switch (header) {
            case null -> 0;
            case LongString text -> 56 + text.length();
            case String text -> 56 + 2L * text.length();
            case byte[] bytes -> 16 + bytes.length;
            case Map<?, ?> table -> 64 + table.entrySet().stream()
                    .mapToLong(entry -> 64 + weight(entry.getKey()) + weight(entry.getValue())).sum();
            case List<?> list -> 64 + list.stream().mapToLong(item -> 8 + weight(item)).sum();
            default -> 32;
        };
    }

    /** Its id as it may stand in a log: somebody else may have made it up. */
    String printableId() {
        return String.valueOf(properties.getMessageId()).replaceAll("\\p{Cntrl}", "?");
    }

    /** The same for every delivery of a message, and for no other: ids may be missing, or everybody's. */
    String fingerprint() {
        MessageDigest digest = sha256();
        digest.update(
                (properties.getMessageId() + "\n" + properties.getType() + "\n").getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest(body));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible); // every Java platform has it
        }
    }
}
