package io.spillway.writer.amqp;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Envelope;

/** A delivery as the broker made it. */
@SuppressWarnings("ArrayRecordComponent") // never compared, never copied
record Message(Envelope envelope, BasicProperties properties, byte[] body) {

    long deliveryTag() {
        return envelope.getDeliveryTag();
    }

    int size() {
        return body.length;
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
