package io.spillway.writer.core;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

import io.spillway.contract.command.Command;
import io.spillway.contract.command.CommandId;
import io.spillway.contract.command.CreateOrder;
import io.spillway.contract.order.Order;
import io.spillway.contract.order.OrderId;
import io.spillway.contract.outcome.Outcome;
import io.spillway.contract.outcome.RefusalCode;
import org.jspecify.annotations.Nullable;

/** One order's part of a batch: its commands, the state they are decided on, and the verdicts so far. */
final class OrderWork {

    /** Where the state came from, and so how far it may be trusted. */
    private enum Source {
        /** Read from the store in this batch: refusals may be based on it. */
        LOADED,
        /** Remembered from an earlier batch, or not looked at: only a guarded write may be based on it. */
        REMEMBERED,
        ASSUMED_ABSENT
    }

    /** What is to be done about an order after its commands were decided. */
    sealed interface Step {

        /** Nothing to write: the verdicts stand. */
        record Settled(Map<CommandId, Verdict> verdicts) implements Step {}

        /** Only refusals, decided on a state that may be stale: decide again on a loaded one. */
        record Reload() implements Step {}

        /**
         * A document to write, which makes the verdicts stand.
         *
         * @param applied the commands whose effect it adds
         * @param last    whether it settles the order; otherwise commands are left to be tried after it
         */
        record Write(OrderStore.OrderWrite write, Map<CommandId, Verdict> verdicts, List<CommandId> applied,
                boolean last) implements Step {}
    }

    private final OrderId id;
    private final List<Command> commands = new ArrayList<>();
    private @Nullable StoredOrder base;
    private Source source = Source.ASSUMED_ABSENT;
    private boolean oneByOne;
    private boolean unwritable;
    private final Set<CommandId> culprits = new HashSet<>();
    private final Set<CommandId> awaited = new HashSet<>();
    private final Map<CommandId, Order> left = new HashMap<>();

    OrderWork(OrderId id) {
        this.id = id;
    }

    OrderId id() {
        return id;
    }

    void add(Command command) {
        commands.add(command);
    }

    /** Somebody wants to know what order this command of it leaves. */
    void await(CommandId command) {
        awaited.add(command);
    }

    List<Command> commands() {
        return commands;
    }

    boolean beginsWithCreate() {
        return commands.getFirst() instanceof CreateOrder;
    }

    void remember(StoredOrder cached) {
        base = cached;
        source = Source.REMEMBERED;
    }

    /** A write that failed for good counts only for the state that it was tried on. */
    void loaded(@Nullable StoredOrder stored) {
        base = stored;
        source = Source.LOADED;
        oneByOne = false;
        unwritable = false;
        culprits.clear();
        left.clear();
    }

    boolean isRemembered() {
        return source == Source.REMEMBERED;
    }

    void written(StoredOrder next) {
        base = next;
        source = Source.REMEMBERED;
    }

    /** The store refuses the document for good: from here one command at a time, to find the culprit. */
    void refused(Step.Write attempt) {
        oneByOne = true;
        if (attempt.applied().isEmpty()) {
            // Not even as it is: trying on would never end. Then the ledger alone remembers the culprit.
            unwritable = true;
        } else if (attempt.applied().size() == 1) {
            culprits.add(attempt.applied().getFirst());
        }
    }

    /**
     * Gives each command in turn its verdict: the ledger's, else the chain's, else a new decision.
     *
     * @param recorded what the ledger knows
     */
    Step resolve(Map<CommandId, Verdict> recorded, Supplier<UUID> revs) {
        Map<CommandId, Verdict> verdicts = knownVerdicts(recorded);
        OrderState before = base == null ? OrderState.ABSENT : base.state();
        OrderState state = before;
        List<CommandId> applied = new ArrayList<>();
        boolean refusedAny = false;
        boolean culpritFound = false;
        boolean last = true;
        for (Command command : commands) {
            if (verdicts.containsKey(command.id())) {
                continue;
            }
            if (culprits.contains(command.id())) {
                verdicts.put(command.id(), verdict(command, new Outcome.Rejected(RefusalCode.INVALID_ORDER)));
                culpritFound = true;
                continue;
            }
            if (oneByOne && !applied.isEmpty()) {
                last = false;
                break;
            }
            Decision decision = Decider.decide(state, command);
            verdicts.put(command.id(), verdict(command, decision.outcome()));
            state = decision.next();
            remember(command.id(), decision.outcome(), state);
            switch (decision.outcome()) {
                case Outcome.Applied done -> applied.add(command.id());
                case Outcome.Rejected refused -> refusedAny = true;
            }
        }
        // A culprit's refusal depends on the store, not on the rules: only the chain can repeat it.
        if (!applied.isEmpty() || (culpritFound && base != null && !unwritable)) {
            StoredOrder next = new StoredOrder(id, state, revs.get(), verdicts);
            return new Step.Write(new OrderStore.OrderWrite(base, next), verdicts, applied, last);
        }
        if ((refusedAny || culpritFound) && source != Source.LOADED) {
            return new Step.Reload();
        }
        return new Step.Settled(verdicts);
    }

    /** An order is what a command left if it is at the version that the command made. */
    private void remember(CommandId command, Outcome outcome, OrderState state) {
        if (awaited.contains(command) && outcome instanceof Outcome.Applied(long version)
                && state instanceof OrderState.Live(Order order) && order.version() == version) {
            left.put(command, order);
        }
    }

    /** The orders that awaited commands left, as far as they are known. */
    Map<CommandId, Order> left() {
        return left;
    }

    private Map<CommandId, Verdict> knownVerdicts(Map<CommandId, Verdict> recorded) {
        Map<CommandId, Verdict> chain = base == null ? Map.of() : base.chain();
        Map<CommandId, Verdict> known = new LinkedHashMap<>();
        for (Command command : commands) {
            Verdict verdict = recorded.getOrDefault(command.id(), chain.get(command.id()));
            if (verdict != null) {
                known.put(command.id(), verdict);
                if (base != null && base.isWorkOf(command.id())) {
                    remember(command.id(), verdict.outcome(), base.state());
                }
            }
        }
        return known;
    }

    private static Verdict verdict(Command command, Outcome outcome) {
        return new Verdict(command.header().payloadHash(), outcome);
    }
}
