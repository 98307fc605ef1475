package io.spillway.gateway.core;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

import io.spillway.contract.command.CommandKind;
import io.spillway.contract.command.PayloadHash;
import io.spillway.contract.order.OrderContent;
import io.spillway.contract.order.OrderItem;
import io.spillway.contract.order.OrderPatch;
import io.spillway.contract.order.OrderStatus;
import org.jspecify.annotations.Nullable;

/**
 * Fingerprints what a command asks for: the same for every spelling of the same JSON, different for anything that could
 * be applied differently. Gateways of different versions must agree, so the form below never changes; test vectors fix it.
 * Every value is preceded by its length or by whether it is there, so no two contents share a form.
 */
final class PayloadHashing {

    private final MessageDigest digest = sha256();

    private PayloadHashing(CommandKind kind, @Nullable List<Long> expectedVersions) {
        text(kind.label());
        presence(expectedVersions);
        if (expectedVersions != null) {
            number(expectedVersions.size());
            expectedVersions.forEach(this::number);
        }
    }

    static PayloadHash ofContent(CommandKind kind, OrderContent content, @Nullable List<Long> expectedVersions) {
        PayloadHashing hashing = new PayloadHashing(kind, expectedVersions);
        hashing.text(content.customerId().value());
        hashing.text(content.currency().getCurrencyCode());
        hashing.items(content.items());
        hashing.optionalText(content.note());
        return hashing.finish();
    }

    static PayloadHash ofPatch(OrderPatch patch, @Nullable List<Long> expectedVersions) {
        PayloadHashing hashing = new PayloadHashing(CommandKind.PATCH, expectedVersions);
        List<OrderItem> items = patch.items();
        hashing.presence(items);
        if (items != null) {
            hashing.items(items);
        }
        OrderPatch.NoteChange note = patch.note();
        hashing.presence(note);
        if (note != null) {
            hashing.optionalText(note.to());
        }
        OrderStatus status = patch.status();
        hashing.optionalText(status == null ? null : status.name());
        return hashing.finish();
    }

    static PayloadHash ofDelete(@Nullable List<Long> expectedVersions) {
        return new PayloadHashing(CommandKind.DELETE, expectedVersions).finish();
    }

    private void items(List<OrderItem> items) {
        number(items.size());
        for (OrderItem item : items) {
            text(item.sku());
            text(item.name());
            number(item.quantity());
            number(item.unitPrice());
        }
    }

    private void presence(@Nullable Object value) {
        digest.update((byte) (value == null ? 0 : 1));
    }

    private void optionalText(@Nullable String value) {
        presence(value);
        if (value != null) {
            text(value);
        }
    }

    private void text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        number(utf8.length);
        digest.update(utf8);
    }

    private void number(long value) {
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
    }

    private PayloadHash finish() {
        return PayloadHash.of(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
