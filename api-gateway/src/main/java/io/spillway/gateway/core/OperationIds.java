package io.spillway.gateway.core;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.spillway.contract.command.Command;
import io.spillway.contract.command.CommandHeader;
import io.spillway.contract.command.CommandId;
import io.spillway.contract.command.CommandKind;
import io.spillway.contract.command.PayloadHash;
import io.spillway.contract.order.OrderId;
import io.spillway.contract.order.UserId;

/**
 * Issues operation ids that prove themselves, so that accepting a command writes nothing anywhere: base64url of a format
 * version, the command's id, order, kind, time and payload hash, and a MAC over these and the owner. Only gateways have
 * the key. Thread-safe.
 */
public final class OperationIds {

    private static final byte FORMAT = 1;
    private static final int BODY_BYTES = 1 + 16 + 16 + 1 + Long.BYTES + PayloadHash.BYTES;
    private static final int MAC_BYTES = 16;
    private static final String ALGORITHM = "HmacSHA256";
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final SecretKeySpec key;

    /** @param key random, at least 32 bytes; the same in every gateway */
    public OperationIds(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    public OperationId issue(Command command) {
        CommandHeader header = command.header();
        byte[] body = ByteBuffer.allocate(BODY_BYTES)
                .put(FORMAT)
                .putLong(header.id().value().getMostSignificantBits())
                .putLong(header.id().value().getLeastSignificantBits())
                .putLong(header.orderId().value().getMostSignificantBits())
                .putLong(header.orderId().value().getLeastSignificantBits())
                .put(code(command.kind()))
                .putLong(header.issuedAt().toEpochMilli())
                .put(header.payloadHash().bytes())
                .array();
        byte[] mac = mac(body, header.actor().user());
        String text = ENCODER.encodeToString(
                ByteBuffer.allocate(BODY_BYTES + MAC_BYTES).put(body).put(mac).array());
        return new OperationId(text, header.id(), header.orderId(), command.kind(), header.issuedAt(),
                header.payloadHash());
    }

    /** The operation that {@code text} names, if a gateway issued exactly that id to exactly that user. */
    public Optional<OperationId> verify(String text, UserId owner) {
        return decode(text).filter(bytes -> bytes[0] == FORMAT && proves(bytes, owner))
                .map(bytes -> read(text, ByteBuffer.wrap(bytes)));
    }

    private static Optional<byte[]> decode(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            // Java ignores the spare bits of the last character; without this, several texts would name one operation.
            boolean canonical = ENCODER.encodeToString(bytes).equals(text);
            return canonical && bytes.length == BODY_BYTES + MAC_BYTES ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private boolean proves(byte[] bytes, UserId owner) {
        byte[] expected = mac(Arrays.copyOf(bytes, BODY_BYTES), owner);
        return MessageDigest.isEqual(expected, Arrays.copyOfRange(bytes, BODY_BYTES, bytes.length));
    }

    private static OperationId read(String text, ByteBuffer bytes) {
        bytes.get();
        CommandId command = new CommandId(new UUID(bytes.getLong(), bytes.getLong()));
        OrderId order = new OrderId(new UUID(bytes.getLong(), bytes.getLong()));
        CommandKind kind = kind(bytes.get());
        Instant issuedAt = Instant.ofEpochMilli(bytes.getLong());
        byte[] hash = new byte[PayloadHash.BYTES];
        bytes.get(hash);
        return new OperationId(text, command, order, kind, issuedAt, PayloadHash.of(hash));
    }

    private byte[] mac(byte[] body, UserId owner) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            // The body has a fixed length, so the owner behind it needs no separator.
            mac.update(body);
            mac.update(owner.value().getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(mac.doFinal(), MAC_BYTES);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, impossible);
        }
    }

    // Part of ids that callers hold: never renumber.
    private static byte code(CommandKind kind) {
        return switch (kind) {
            case CREATE -> 1;
            case REPLACE -> 2;
            case PATCH -> 3;
            case DELETE -> 4;
        };
    }

    private static CommandKind kind(byte code) {
        return Arrays.stream(CommandKind.values()).filter(kind -> code(kind) == code).findFirst()
                .orElseThrow(() -> new IllegalStateException("A verified id has an unknown kind: " + code));
    }
}
