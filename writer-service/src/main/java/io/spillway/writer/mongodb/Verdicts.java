package io.spillway.writer.mongodb;

import io.spillway.contract.command.PayloadHash;
import io.spillway.contract.outcome.Outcome;
import io.spillway.contract.outcome.RefusalCode;
import io.spillway.writer.core.Verdict;
import org.bson.BsonBinary;
import org.bson.BsonWriter;
import org.bson.Document;
import org.bson.types.Binary;

/** How a verdict looks in the ledger: {@code hash}, and {@code version} or {@code refusal}. */
final class Verdicts {

    private Verdicts() {}

    static void write(BsonWriter document, PayloadHash hash, Outcome outcome) {
        document.writeBinaryData("hash", new BsonBinary(hash.bytes()));
        switch (outcome) {
            case Outcome.Applied applied -> document.writeInt64("version", applied.version());
            case Outcome.Rejected rejected -> document.writeString("refusal", rejected.code().code());
        }
    }

    static Verdict read(Document document) {
        return new Verdict(PayloadHash.of(document.get("hash", Binary.class).getData()), readOutcome(document));
    }

    /** Whether the entry only says that the command was put aside. */
    static boolean isDeadLettered(Document document) {
        return RefusalCode.DEAD_LETTERED.code().equals(document.getString("refusal"));
    }

    private static Outcome readOutcome(Document document) {
        String refusal = document.getString("refusal");
        if (refusal == null) {
            return new Outcome.Applied(document.getLong("version"));
        }
        return new Outcome.Rejected(refusal(refusal));
    }

    static RefusalCode refusal(String code) {
        return RefusalCode.of(code).orElseThrow(
                () -> new IllegalStateException("Recorded with a refusal that this version does not know: " + code));
    }
}
