package io.spillway.writer.mongodb;

import io.spillway.contract.command.PayloadHash;
import io.spillway.contract.outcome.Outcome;
import io.spillway.contract.outcome.RefusalCode;
import io.spillway.writer.core.Verdict;
import org.bson.Document;
import org.bson.types.Binary;

/** How a verdict looks, in an order's chain and in the ledger alike: {@code hash}, and {@code version} or {@code refusal}. */
final class Verdicts {

    private Verdicts() {}

    static Document write(Document document, Verdict verdict) {
        document.append("hash", new Binary(verdict.payloadHash().bytes()));
        return switch (verdict.outcome()) {
            case Outcome.Applied applied -> document.append("version", applied.version());
            case Outcome.Rejected rejected -> document.append("refusal", rejected.code().code());
        };
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
        return new Outcome.Rejected(RefusalCode.of(refusal).orElseThrow(
                () -> new IllegalStateException(
                        "Recorded with a refusal that this version does not know: " + refusal)));
    }
}
