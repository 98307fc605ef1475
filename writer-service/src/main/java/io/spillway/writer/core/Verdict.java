package io.spillway.writer.core;

import io.spillway.contract.command.PayloadHash;
import io.spillway.contract.outcome.Outcome;
import io.spillway.contract.outcome.RefusalCode;

/** The outcome of a command, with the hash of the payload that it was given for. */
public record Verdict(PayloadHash payloadHash, Outcome outcome) {

    /** What a command with this id is told: another payload under the same id is another command, and refused. */
    Outcome answerTo(PayloadHash asked) {
        return asked.equals(payloadHash) ? outcome : new Outcome.Rejected(RefusalCode.IDEMPOTENCY_KEY_REUSED);
    }
}
