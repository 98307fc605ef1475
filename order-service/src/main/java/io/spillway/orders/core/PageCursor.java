package io.spillway.orders.core;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.spillway.contract.order.OrderId;
import org.jspecify.annotations.Nullable;

/**
 * A page's end as callers carry it to the next request: opaque, and good only for the list it came from. It needs no
 * signature, because a forged one just starts at another place of what its caller may see anyway.
 *
 * <p>Base64url of 33 bytes: format version, fingerprint of the filter (8), milliseconds (8), order id (16).
 */
public record PageCursor(long filterFingerprint, Position position) {

    private static final byte FORMAT = 1;
    private static final int BYTES = 33;
    private static final int LENGTH = 44;

    static PageCursor at(Position position, OrderFilter filter) {
        return new PageCursor(fingerprint(filter), position);
    }

    /** Empty when {@code token} is not a cursor of this format. */
    static Optional<PageCursor> parse(String token) {
        return token.length() == LENGTH ? decode(token) : Optional.empty();
    }

    boolean belongsTo(OrderFilter filter) {
        return filterFingerprint == fingerprint(filter);
    }

    String token() {
        UUID id = position.id().value();
        byte[] bytes = ByteBuffer.allocate(BYTES)
                .put(FORMAT)
                .putLong(filterFingerprint)
                .putLong(position.createdAt().toEpochMilli())
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().encodeToString(bytes);
    }

    private static Optional<PageCursor> decode(String token) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
        if (bytes.length != BYTES || bytes[0] != FORMAT) {
            return Optional.empty();
        }
        ByteBuffer rest = ByteBuffer.wrap(bytes, 1, BYTES - 1);
        long fingerprint = rest.getLong();
        Instant createdAt = Instant.ofEpochMilli(rest.getLong());
        return Optional.of(new PageCursor(fingerprint,
                new Position(createdAt, new OrderId(new UUID(rest.getLong(), rest.getLong())))));
    }

    /** The same in every process, so that any instance can continue any list. */
    private static long fingerprint(OrderFilter filter) {
        String canonical = Stream
                .of(text(filter.createdBy()), text(filter.status()), text(filter.customerId()),
                        text(filter.createdFrom()), text(filter.createdTo()))
                .collect(Collectors.joining("|"));
        return ByteBuffer.wrap(sha256().digest(canonical.getBytes(StandardCharsets.UTF_8))).getLong();
    }

    private static String text(@Nullable Object value) {
        return Objects.toString(value, "");
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
