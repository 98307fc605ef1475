package io.spillway.e2e.faults;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.spillway.contract.command.CommandId;
import io.spillway.contract.order.OrderId;
import io.spillway.contract.outcome.Outcome;
import io.spillway.e2e.faults.StoredData.Recorded;

/**
 * Where the store differs from what was expected, a sentence for each.
 *
 * @param lost         accepted commands without an outcome
 * @param appliedTwice commands with two versions, versions that two commands have, and versions that no command has
 * @param outOfOrder   commands whose version is below that of a command accepted before on the same order
 * @param wrong        outcomes, recorded data and order documents that are not as expected
 */
record Differences(List<String> lost, List<String> appliedTwice, List<String> outOfOrder, List<String> wrong) {

    /**
     * Compares everything with everything.
     *
     * @param accepted in the order in which they were published
     */
    static Differences between(List<Expected> accepted, Collection<ExpectedOrder> expectedOrders,
            Collection<List<Recorded>> batches, Map<OrderId, StoredOrder> orders) {
        Differences differences = new Differences(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(),
                new ArrayList<>());
        Map<CommandId, Recorded> recorded = differences.readLedger(batches);
        Map<OrderId, Versions> versions = new LinkedHashMap<>();
        Set<CommandId> known = new HashSet<>();
        for (Expected expected : accepted) {
            CommandId id = expected.header().id();
            known.add(id);
            Recorded found = recorded.get(id);
            if (found == null) {
                differences.lost.add("no outcome: " + expected);
                continue;
            }
            differences.compare(expected, found);
            if (found.outcome() instanceof Outcome.Applied applied) {
                versions.computeIfAbsent(expected.header().orderId(), order -> new Versions())
                        .add(applied.version(), found, differences);
            }
        }
        recorded.values().stream().filter(entry -> !known.contains(entry.id()))
                .forEach(entry -> differences.wrong.add("nobody sent: " + entry));
        differences.compareOrders(expectedOrders, orders, versions);
        return differences;
    }

    /** A batch may be recorded twice, but never with other outcomes. */
    private Map<CommandId, Recorded> readLedger(Collection<List<Recorded>> batches) {
        Map<CommandId, Recorded> recorded = new HashMap<>();
        for (List<Recorded> batch : batches) {
            for (Recorded entry : batch) {
                Recorded other = recorded.putIfAbsent(entry.id(), entry);
                if (other != null && !other.equals(entry)) {
                    appliedTwice.add("two outcomes: " + other + " and " + entry);
                }
            }
        }
        return recorded;
    }

    private void compare(Expected expected, Recorded found) {
        Recorded wanted = new Recorded(expected.header().id(), expected.header().orderId(), expected.kind().label(),
                expected.header().actor().user().value(), expected.header().payloadHash(), expected.outcome());
        if (!found.equals(wanted)) {
            wrong.add("expected " + wanted + ", found " + found);
        }
    }

    private void compareOrders(Collection<ExpectedOrder> expectedOrders, Map<OrderId, StoredOrder> orders,
            Map<OrderId, Versions> versions) {
        Map<OrderId, StoredOrder> left = new HashMap<>(orders);
        for (ExpectedOrder expected : expectedOrders) {
            StoredOrder found = left.remove(expected.id());
            StoredOrder wanted = expected.stored();
            if (wanted == null ? found != null : !wanted.equals(found)) {
                wrong.add("order " + expected.id() + ": expected " + wanted + ", found " + found);
            }
            Versions applied = versions.getOrDefault(expected.id(), new Versions());
            if (found != null && found.version() > applied.seen.size()) {
                appliedTwice.add("order " + expected.id() + " is at version " + found.version() + " after "
                        + applied.seen.size() + " applied commands");
            }
        }
        left.forEach((id, found) -> wrong.add("nobody created order " + id + ": " + found));
    }

    boolean isEmpty() {
        return lost.isEmpty() && appliedTwice.isEmpty() && outOfOrder.isEmpty() && wrong.isEmpty();
    }

    /** For example {@code lost 0, applied twice 0, out of order 0, wrong outcomes 0}, and the first few in words. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("lost %d, applied twice %d, out of order %d, wrong outcomes %d"
                .formatted(lost.size(), appliedTwice.size(), outOfOrder.size(), wrong.size()));
        for (List<String> each : List.of(lost, appliedTwice, outOfOrder, wrong)) {
            each.stream().limit(5).forEach(sentence -> text.append("\n  ").append(sentence));
        }
        return text.toString();
    }

    /** The versions that one order's commands were given, in the order of their publishing. */
    private static final class Versions {

        private final Set<Long> seen = new HashSet<>();
        private long last;

        void add(long version, Recorded command, Differences differences) {
            if (!seen.add(version)) {
                differences.appliedTwice.add("a version that another command has: " + command);
            } else if (version < last) {
                differences.outOfOrder.add("after version " + last + ": " + command);
            }
            last = Math.max(last, version);
        }
    }
}
