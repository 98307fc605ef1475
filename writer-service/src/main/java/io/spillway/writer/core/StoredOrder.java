package io.spillway.writer.core;

import java.util.Map;
import java.util.UUID;

import io.spillway.contract.command.CommandId;
import io.spillway.contract.order.OrderId;
import io.spillway.contract.outcome.Outcome;

/**
 * An order's document as it is, or is to be, in the store.
 *
 * @param state never {@link OrderState.Absent}
 * @param rev   unique for each write: tells two incarnations with the same version apart
 * @param chain the verdicts on <em>every</em> command of the last batch that wrote this document, so that the batch is
 *              recognised when it is delivered again, however it is cut then
 */
public record StoredOrder(OrderId id, OrderState state, UUID rev, Map<CommandId, Verdict> chain) {

    public StoredOrder {
        chain = Map.copyOf(chain);
    }

    /** The public version, which counts applied commands. */
    public long version() {
        return switch (state) {
            case OrderState.Live live -> live.order().version();
            case OrderState.Deleted deleted -> deleted.version();
            case OrderState.Absent absent -> throw new IllegalStateException("An absent order is not stored");
        };
    }

    /**
     * Whether it was this command that made the order what it is. A version tells that only together with the chain: the
     * id may have been used before, and an order of that time had the same versions.
     */
    boolean isWorkOf(CommandId command) {
        Verdict verdict = chain.get(command);
        return verdict != null && verdict.outcome().equals(new Outcome.Applied(version()))
                && chain.values().stream().filter(each -> each.outcome().equals(verdict.outcome())).count() == 1;
    }
}
