package io.spillway.e2e.compose;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import io.spillway.e2e.compose.OrderHistory.Entry;
import io.spillway.e2e.compose.Told.Promise;
import org.jspecify.annotations.Nullable;

/**
 * Where what callers were promised differs from what they find in the end, a sentence for each.
 *
 * <p>The commands on one order came one after the other, so the version that each was given is known beforehand: a lower one tells
 * that one before it was lost, a higher one that something was applied twice.
 *
 * @param lost    accepted changes without an outcome, or that others were counted without
 * @param twice   what was applied more often than it was accepted
 * @param wrong   other outcomes, orders that are not as they must be, and what was applied though it was refused
 * @param unknown how many of those with an unknown fate were applied
 */
record Audit(List<String> lost, List<String> twice, List<String> wrong, long unknown) {

    /**
     * What an operation says.
     *
     * @param code of the refusal; empty if there is none
     */
    record Outcome(String status, String code, long version) {}

    /**
     * @param outcomes by operation
     * @param visible  every order that callers can see
     */
    static Audit of(Collection<OrderHistory> histories, Map<String, Outcome> outcomes, Map<UUID, OrderState> visible) {
        Audit audit = new Audit(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), 0);
        Set<UUID> known = new HashSet<>();
        long unknown = 0;
        for (OrderHistory history : histories) {
            history.entries().stream().filter(entry -> entry.promise() == Promise.ACCEPTED)
                    .forEach(entry -> audit.compare(history, entry, outcomes.get(entry.operation())));
            UUID id = history.id();
            OrderState found = id == null ? OrderState.NONE : visible.getOrDefault(id, OrderState.NONE);
            if (id != null) {
                known.add(id);
            }
            audit.compare(history, found);
            unknown += history.possible().size() > 1 && !found.equals(history.now()) ? 1 : 0;
        }
        visible.keySet().stream().filter(order -> !known.contains(order))
                .forEach(order -> audit.twice.add("an order that no create was answered with: " + order));
        return new Audit(audit.lost, audit.twice, audit.wrong, unknown);
    }

    private void compare(OrderHistory history, Entry entry, @Nullable Outcome found) {
        String sentence = "%s of %s: %s".formatted(entry.change().kind(), history, found);
        if (found == null || !(found.status().equals("Succeeded") || found.status().equals("Failed"))) {
            lost.add(sentence);
        } else if (entry.change().refusal() != null) {
            if (!found.code().equals(entry.change().refusal().code())) {
                wrong.add(sentence);
            }
        } else if (found.status().equals("Failed")) {
            wrong.add(sentence);
        } else {
            compareVersions(entry.change().after().version(), found.version(), sentence);
        }
    }

    private void compare(OrderHistory history, OrderState found) {
        if (history.possible().stream().anyMatch(state -> state.visible() ? state.equals(found) : !found.visible())) {
            return;
        }
        String sentence = "found %s, expected %s, %s".formatted(found, history.possible(), history);
        boolean refused = history.entries().getLast().promise() == Promise.REFUSED;
        if (refused || found.version() == history.now().version()) {
            wrong.add(sentence);
        } else {
            compareVersions(history.possible().getLast().version(), found.version(), sentence);
        }
    }

    private void compareVersions(long expected, long found, String sentence) {
        if (found < expected) {
            lost.add(sentence);
        } else if (found > expected) {
            twice.add(sentence);
        }
    }

    boolean isClean() {
        return lost.isEmpty() && twice.isEmpty() && wrong.isEmpty();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("lost %d, twice %d, wrong %d".formatted(lost.size(), twice.size(),
                wrong.size()));
        for (List<String> each : List.of(lost, twice, wrong)) {
            each.stream().limit(5).forEach(sentence -> text.append("\n  ").append(sentence));
        }
        return text.toString();
    }
}
