package io.spillway.writer.mongodb;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import io.spillway.contract.command.CommandId;
import io.spillway.contract.command.PayloadHash;
import io.spillway.contract.outcome.Outcome;
import io.spillway.writer.core.Verdict;

/**
 * A chain in bytes: one for the format, and for each command its id (16), the hash of its payload (16), and 0 with the
 * version (8) that it led to, or the length of a refusal's code with the code in ASCII. Half as long as documents would be, and
 * nothing that the server has to take apart, which counts where a batch has hundreds of commands on one order. Only the writer
 * reads it; the ledger has the same for everybody.
 */
final class Chains {

    private static final byte FORMAT = 1;
    private static final byte APPLIED = 0;
    private static final int ID_AND_HASH = 2 * Long.BYTES + PayloadHash.BYTES;

    private Chains() {}

    static byte[] pack(Map<CommandId, Verdict> chain) {
        int size = 1 + chain.values().stream().mapToInt(verdict -> ID_AND_HASH + 1 + sizeOf(verdict.outcome())).sum();
        ByteBuffer packed = ByteBuffer.allocate(size).put(FORMAT);
        chain.forEach((id, verdict) -> {
            packed.putLong(id.value().getMostSignificantBits()).putLong(id.value().getLeastSignificantBits())
                    .put(verdict.payloadHash().bytes());
            switch (verdict.outcome()) {
                case Outcome.Applied applied -> packed.put(APPLIED).putLong(applied.version());
                case Outcome.Rejected rejected -> packed.put((byte) rejected.code().code().length())
                        .put(rejected.code().code().getBytes(StandardCharsets.US_ASCII));
            }
        });
        return packed.array();
    }

    private static int sizeOf(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Applied applied -> Long.BYTES;
            case Outcome.Rejected rejected -> rejected.code().code().length();
        };
    }

    /** @throws IllegalStateException for what a later version wrote */
    static Map<CommandId, Verdict> unpack(byte[] bytes) {
        ByteBuffer packed = ByteBuffer.wrap(bytes);
        if (packed.get() != FORMAT) {
            throw new IllegalStateException("A chain in a format that this version does not know: " + bytes[0]);
        }
        Map<CommandId, Verdict> chain = new HashMap<>();
        byte[] hash = new byte[PayloadHash.BYTES];
        while (packed.hasRemaining()) {
            CommandId id = new CommandId(new UUID(packed.getLong(), packed.getLong()));
            packed.get(hash);
            chain.put(id, new Verdict(PayloadHash.of(hash), outcome(packed)));
        }
        return chain;
    }

    private static Outcome outcome(ByteBuffer packed) {
        byte kind = packed.get();
        if (kind == APPLIED) {
            return new Outcome.Applied(packed.getLong());
        }
        byte[] code = new byte[kind];
        packed.get(code);
        return new Outcome.Rejected(Verdicts.refusal(new String(code, StandardCharsets.US_ASCII)));
    }
}
