package io.spillway.gateway.core;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.spillway.contract.command.CommandId;
import io.spillway.contract.order.OrderId;

/**
 * Gives a request with an idempotency key the ids that every gateway gives it, at any time: UUIDs of version 8 (RFC 9562
 * §5.8), each an HMAC of the key and its scope. Callers choose keys, so without a secret they could choose ids as well,
 * those of others' orders among them. Thread-safe.
 */
public final class KeyedIds {

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec commands;
    private final SecretKeySpec orders;

    /** @param secret random, at least 32 bytes; the same in every gateway. Other keys may be derived from it too. */
    public KeyedIds(byte[] secret) {
        this.commands = derived(secret, "spillway idempotency-key command-id 1");
        this.orders = derived(secret, "spillway idempotency-key order-id 1");
    }

    CommandId command(IdempotencyKey key) {
        return new CommandId(id(commands, key));
    }

    /** Of the order that a create makes. */
    OrderId order(IdempotencyKey key) {
        return new OrderId(id(orders, key));
    }

    /** HKDF-Expand (RFC 5869 §2.3), one block: a key for one purpose tells nothing about the key for another. */
    private static SecretKeySpec derived(byte[] secret, String purpose) {
        Mac mac = mac(new SecretKeySpec(secret, ALGORITHM));
        mac.update(purpose.getBytes(StandardCharsets.US_ASCII));
        mac.update((byte) 1);
        return new SecretKeySpec(mac.doFinal(), ALGORITHM);
    }

    private static UUID id(SecretKeySpec secret, IdempotencyKey key) {
        Mac mac = mac(secret);
        for (String part : List.of(key.user().value(), key.method(), key.path(), key.text())) {
            byte[] utf8 = part.getBytes(StandardCharsets.UTF_8);
            // each behind its length, so that no two keys share a form
            mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(utf8.length).array());
            mac.update(utf8);
        }
        ByteBuffer random = ByteBuffer.wrap(mac.doFinal());
        long high = (random.getLong() & ~0xF000L) | 0x8000L;
        long low = (random.getLong() & ~(0b11L << 62)) | (0b10L << 62);
        return new UUID(high, low);
    }

    private static Mac mac(SecretKeySpec secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return mac;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, impossible);
        }
    }
}
