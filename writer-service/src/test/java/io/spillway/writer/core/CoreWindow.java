package io.spillway.writer.core;

import java.util.List;

import io.spillway.contract.command.Command;
import io.spillway.contract.order.OrderId;
import io.spillway.contract.outcome.Outcome;

/** What the simulation, which has a package of its own, must see of the core's inside. */
public final class CoreWindow {

    private CoreWindow() {}

    /** One command applied by the rules of the domain, and nothing else. */
    public static Step decide(OrderState state, Command command) {
        Decision decision = Decider.decide(state, command);
        return new Step(decision.next(), decision.outcome());
    }

    /** What one command makes of an order. */
    public record Step(OrderState next, Outcome outcome) {}

    /** A cache that holds what {@code cache} holds of these orders. */
    public static LaneCache copy(LaneCache cache, long maxBytes, List<OrderId> orders) {
        LaneCache copy = new LaneCache(maxBytes);
        for (OrderId id : orders) {
            StoredOrder cached = cache.get(id);
            if (cached != null) {
                copy.put(cached);
            }
        }
        return copy;
    }
}
