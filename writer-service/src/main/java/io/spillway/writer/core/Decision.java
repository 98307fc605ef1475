package io.spillway.writer.core;

import io.spillway.contract.outcome.Outcome;
import io.spillway.contract.outcome.RefusalCode;

/**
 * What a command makes of an order.
 *
 * @param next the same state when the command was refused
 */
record Decision(OrderState next, Outcome outcome) {

    static Decision refuse(OrderState state, RefusalCode code) {
        return new Decision(state, new Outcome.Rejected(code));
    }

    static Decision apply(OrderState next, long version) {
        return new Decision(next, new Outcome.Applied(version));
    }
}
