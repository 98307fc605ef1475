package io.spillway.writer.core;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import io.spillway.contract.command.CommandId;
import io.spillway.contract.order.OrderId;
import io.spillway.contract.outcome.Outcome;

/** Orders and ledger in two maps, with the faults a test asks for. */
public final class InMemoryStore implements OrderStore, Ledger {

    final Map<OrderId, StoredOrder> orders = new HashMap<>();
    final Map<CommandId, Verdict> ledger = new HashMap<>();
    final List<String> calls = new ArrayList<>();
    final Set<CommandId> refusedForGood = new HashSet<>();
    private final List<CommandId> deadLettered = new ArrayList<>();
    /** Whether it refuses even an order as it is, with another chain. */
    boolean refusesItsRefusals;

    /** Runs before the n-th call from now (0 is the next); may throw. */
    final Map<Integer, Runnable> before = new HashMap<>();
    /** Runs after the n-th call has taken effect; may throw, so that the answer is lost. */
    final Map<Integer, Runnable> after = new HashMap<>();

    private int call;

    @Override
    public Map<OrderId, StoredOrder> load(Set<OrderId> ids) {
        return call("load", () -> {
            Map<OrderId, StoredOrder> found = new HashMap<>(orders);
            found.keySet().retainAll(ids);
            return found;
        });
    }

    @Override
    public List<WriteResult> write(List<OrderWrite> writes) {
        return call("write " + writes.size(), () -> writes.stream().map(this::write).toList());
    }

    private WriteResult write(OrderWrite write) {
        StoredOrder stored = orders.get(write.next().id());
        StoredOrder expected = write.replaced();
        boolean matches = stored == null || expected == null
                ? stored == expected
                : stored.version() == expected.version() && stored.rev().equals(expected.rev());
        if (!matches) {
            return WriteResult.CONFLICT;
        }
        boolean refused = write.next().chain().entrySet().stream()
                .anyMatch(e -> refusedForGood.contains(e.getKey())
                        && e.getValue().outcome() instanceof Outcome.Applied);
        boolean unchanged = expected != null && expected.state().equals(write.next().state());
        if (refused || (refusesItsRefusals && unchanged)) {
            return WriteResult.REFUSED;
        }
        orders.put(write.next().id(), write.next());
        return WriteResult.WRITTEN;
    }

    @Override
    public Map<CommandId, Verdict> find(Set<CommandId> commands) {
        return call("find", () -> {
            Map<CommandId, Verdict> found = new HashMap<>(ledger);
            found.keySet().retainAll(commands);
            return found;
        });
    }

    @Override
    public void record(Entry entry) {
        call("record " + entry.commands().size(), () -> {
            for (RecordedCommand command : entry.commands()) {
                if (command.isDeadLettered()) {
                    deadLettered.add(command.header().id()); // no decision, so never found
                    continue;
                }
                Verdict verdict = new Verdict(command.header().payloadHash(), command.outcome());
                Verdict first = ledger.putIfAbsent(command.header().id(), verdict);
                if (first != null && !first.equals(verdict)) {
                    throw new AssertionError("The ledger contradicts itself on " + command.header().id());
                }
            }
            return null;
        });
    }

    /** The commands that were recorded as put aside, as often as they were. */
    public List<CommandId> deadLettered() {
        return List.copyOf(deadLettered);
    }

    private <T> T call(String name, Supplier<T> effect) {
        int number = call++;
        calls.add(name);
        before.getOrDefault(number, () -> {}).run();
        T answer = effect.get();
        after.getOrDefault(number, () -> {}).run();
        return answer;
    }

    void forgetCalls() {
        calls.clear();
        call = 0;
        before.clear();
        after.clear();
    }

    static Runnable unavailable() {
        return () -> {
            throw new StoreUnavailableException(new IOException("no answer"));
        };
    }

    /** The process dies here. */
    static Runnable killed() {
        return () -> {
            throw new Killed();
        };
    }

    static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
