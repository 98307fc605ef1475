package io.spillway.e2e;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.spillway.e2e.Attempt.Promise;

/**
 * Where what was promised differs from what is stored, a sentence for each.
 *
 * @param uncertain how many of those that may have been applied were
 */
record Reckoning(List<String> lost, List<String> appliedTwice, List<String> appliedThoughRefused, long uncertain) {

    /** What the attempts on one order promised. */
    private static final class Account {
        private int accepted;
        private int refused;
        private int uncertain;
        private boolean created;
    }

    /** @param versions of the orders that exist; each change adds one */
    static Reckoning of(Collection<Attempt> attempts, Map<UUID, Long> versions) {
        Map<UUID, Account> accounts = new HashMap<>();
        for (Attempt attempt : attempts) {
            Account account = accounts.computeIfAbsent(attempt.order(), first -> new Account());
            account.created |= attempt.create();
            if (attempt.promise() == Promise.ACCEPTED) {
                account.accepted++;
            } else if (attempt.promise().mayBeApplied()) {
                account.uncertain++;
            } else {
                account.refused++;
            }
        }
        Reckoning reckoning = new Reckoning(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), 0);
        long uncertain = 0;
        for (Map.Entry<UUID, Account> entry : accounts.entrySet()) {
            uncertain += reckoning.settle(entry.getKey(), entry.getValue(), versions.getOrDefault(entry.getKey(), 0L));
        }
        versions.keySet().stream().filter(order -> !accounts.containsKey(order))
                .forEach(order -> reckoning.appliedThoughRefused.add("nobody tried to create " + order));
        return new Reckoning(reckoning.lost, reckoning.appliedTwice, reckoning.appliedThoughRefused, uncertain);
    }

    private long settle(UUID order, Account account, long version) {
        // an order that is only changed here was created before, at version 1
        long applied = account.created ? version : version - 1;
        String sentence = "%s: %d accepted, %d uncertain, %d refused, %d applied".formatted(order, account.accepted,
                account.uncertain, account.refused, applied);
        if (applied < account.accepted) {
            lost.add(sentence);
        } else if (applied > account.accepted + account.uncertain + account.refused) {
            appliedTwice.add(sentence);
        } else if (applied > account.accepted + account.uncertain) {
            (account.refused > 0 ? appliedThoughRefused : appliedTwice).add(sentence);
        }
        return Math.max(0, applied - account.accepted);
    }

    boolean isClean() {
        return lost.isEmpty() && appliedTwice.isEmpty() && appliedThoughRefused.isEmpty();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("lost %d, applied twice %d, applied though refused %d"
                .formatted(lost.size(), appliedTwice.size(), appliedThoughRefused.size()));
        for (List<String> each : List.of(lost, appliedTwice, appliedThoughRefused)) {
            each.stream().limit(5).forEach(sentence -> text.append("\n  ").append(sentence));
        }
        return text.toString();
    }
}
