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
import org.jspecify.annotations.Nullable;

/**
 * Issues operation ids that prove themselves, so that accepting a command writes nothing anywhere: base64url of a format
 * version, the command's id, order, kind, time and payload hash, and a MAC over these and the owner. Only gateways have
 * the key. A second format leaves the time out: every gateway gives a repeated request the same id, whenever it comes.
 * Thread-safe.
 */
public final class OperationIds {

    private static final byte TIMED = 1;
    private static final byte TIMELESS = 2;
    private static final int TIMELESS_BYTES = 1 + 16 + 16 + 1 + PayloadHash.BYTES;
    private static final int TIMED_BYTES = TIMELESS_BYTES + Long.BYTES;
    private static final int MAC_BYTES = 16;
    private static final String ALGORITHM = "HmacSHA256";
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final SecretKeySpec key;

    /** @param key random, at least 32 bytes; the same in every gateway */
    public OperationIds(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    public OperationId issue(Command command) {
        return issue(command, command.header().issuedAt());
    }

    /** The id of a command that may come again, from any gateway. */
    public OperationId issueTimeless(Command command) {
        return issue(command, null);
    }

    private OperationId issue(Command command, @Nullable Instant issuedAt) {
        CommandHeader header = command.header();
        ByteBuffer body = ByteBuffer.allocate(issuedAt == null ? TIMELESS_BYTES : TIMED_BYTES)
                .put(issuedAt == null ? TIMELESS : TIMED)
                .putLong(header.id().value().getMostSignificantBits())
                .putLong(header.id().value().getLeastSignificantBits())
                .putLong(header.orderId().value().getMostSignificantBits())
                .putLong(header.orderId().value().getLeastSignificantBits())
                .put(code(command.kind()));
        if (issuedAt != null) {
            body.putLong(issuedAt.toEpochMilli());
        }
        byte[] signed = body.put(header.payloadHash().bytes()).array();
        byte[] mac = mac(signed, header.actor().user());
        String text = ENCODER.encodeToString(
                ByteBuffer.allocate(signed.length + MAC_BYTES).put(signed).put(mac).array());
        return new OperationId(text, header.id(), header.orderId(), command.kind(), issuedAt, header.payloadHash());
    }

    /** The operation that {@code text} names, if a gateway issued exactly that id to exactly that user. */
    public Optional<OperationId> verify(String text, UserId owner) {
        return decode(text).filter(bytes -> hasFormat(bytes) && proves(bytes, owner))
                .map(bytes -> read(text, ByteBuffer.wrap(bytes)));
    }

    /** The command that {@code text} claims to be about; nothing is proven before {@link #verify} knows its owner. */
    public Optional<CommandId> claimedCommand(String text) {
        return decode(text).filter(OperationIds::hasFormat).map(bytes -> ByteBuffer.wrap(bytes, 1, 16))
                .map(id -> new CommandId(new UUID(id.getLong(), id.getLong())));
    }

    private static Optional<byte[]> decode(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            // Java ignores the spare bits of the last character; without this, several texts would name one operation.
            boolean canonical = ENCODER.encodeToString(bytes).equals(text);
            return canonical ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /** A format has one length, so the owner behind it needs no separator before the MAC. */
    private static boolean hasFormat(byte[] bytes) {
        return switch (bytes.length - MAC_BYTES) {
            case TIMED_BYTES -> bytes[0] == TIMED;
            case TIMELESS_BYTES -> bytes[0] == TIMELESS;
            default -> false;
        };
    }

    private boolean proves(byte[] bytes, UserId owner) {
        int signed = bytes.length - MAC_BYTES;
        byte[] expected = mac(Arrays.copyOf(bytes, signed), owner);
        return MessageDigest.isEqual(expected, Arrays.copyOfRange(bytes, signed, bytes.length));
    }

    private static OperationId read(String text, ByteBuffer bytes) {
        boolean timed = bytes.get() == TIMED;
        CommandId command = new CommandId(new UUID(bytes.getLong(), bytes.getLong()));
        OrderId order = new OrderId(new UUID(bytes.getLong(), bytes.getLong()));
        CommandKind kind = kind(bytes.get());
        Instant issuedAt = timed ? Instant.ofEpochMilli(bytes.getLong()) : null;
        byte[] hash = new byte[PayloadHash.BYTES];
        bytes.get(hash);
        return new OperationId(text, command, order, kind, issuedAt, PayloadHash.of(hash));
    }

    private byte[] mac(byte[] body, UserId owner) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
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
