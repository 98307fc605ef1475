package io.spillway.writer.core.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import io.spillway.contract.command.CommandId;
import io.spillway.contract.order.OrderId;
import io.spillway.contract.outcome.Outcome;
import io.spillway.contract.outcome.RefusalCode;
import io.spillway.writer.core.Ledger;
import io.spillway.writer.core.OrderState;
import io.spillway.writer.core.OrderStore.OrderWrite;
import io.spillway.writer.core.OrderStore.WriteResult;
import io.spillway.writer.core.StoredOrder;
import io.spillway.writer.core.Verdict;
import org.jspecify.annotations.Nullable;

/** Orders and ledger, one operation at a time: what a bulk write or a query over many does, it does in any order. */
final class SimulatedStore {

    /** Longer than any pause, outage or late write, which last some hundred ticks. */
    static final long TOMBSTONES_LIVE = 100_000;
    /** Longer than that and the longest time until a copy comes. */
    static final long LEDGER_LIVES = 300_000;

    private final Simulation world;
    private final Map<CommandId, Script.Reception> receptions;
    private final Map<OrderId, StoredOrder> orders = new HashMap<>();
    private final Map<OrderId, Long> tombstoneExpiries = new HashMap<>();
    private final Map<CommandId, Verdict> ledger = new HashMap<>();
    private final Map<CommandId, Long> ledgerExpiries = new HashMap<>();
    private final Set<UUID> entries = new HashSet<>();

    private final Map<OrderId, Integer> incarnations = new HashMap<>();
    private final Map<CommandId, Integer> applied = new HashMap<>();
    private final Map<CommandId, Verdict> everRecorded = new HashMap<>();
    private final Set<OrderState> expiredTombstones = new HashSet<>();

    SimulatedStore(Simulation world, Map<CommandId, Script.Reception> receptions) {
        this.world = world;
        this.receptions = receptions;
    }

    @Nullable
    StoredOrder load(OrderId id) {
        return orders.get(id);
    }

    @Nullable
    Verdict find(CommandId id) {
        return ledger.get(id);
    }

    WriteResult write(OrderWrite write, long issuedAt) {
        StoredOrder stored = orders.get(write.next().id());
        if (!holds(write.replaced(), stored)) {
            world.tell(() -> "    store: conflict on " + describe(write));
            return WriteResult.CONFLICT;
        }
        OrderId id = write.next().id();
        int incarnation = incarnations.getOrDefault(id, 0) + (stored == null ? 1 : 0);
        Set<CommandId> news = newlyApplied(write, incarnation);
        if (refuses(write, news)) {
            world.struck();
            world.tell(() -> "    store: refuses " + describe(write));
            return WriteResult.REFUSED;
        }
        world.tell(() -> "    store: writes " + describe(write));
        for (CommandId command : news) {
            if (applied.putIfAbsent(command, incarnation) != null) {
                throw new Difference(Names.of(command) + " was applied twice");
            }
        }
        incarnations.put(id, incarnation);
        orders.put(id, write.next());
        if (write.next().state() instanceof OrderState.Deleted) {
            tombstoneExpiries.put(id, issuedAt + TOMBSTONES_LIVE);
        } else {
            tombstoneExpiries.remove(id);
        }
        return WriteResult.WRITTEN;
    }

    private static boolean holds(@Nullable StoredOrder guard, @Nullable StoredOrder stored) {
        if (guard == null || stored == null) {
            return guard == stored;
        }
        return guard.version() == stored.version() && guard.rev().equals(stored.rev());
    }

    /** Chains also carry what is known of commands from before, even from before a tombstone expired. */
    private Set<CommandId> newlyApplied(OrderWrite write, int incarnation) {
        StoredOrder replaced = write.replaced();
        long before = replaced == null ? 0 : replaced.version();
        Set<CommandId> news = new HashSet<>();
        write.next().chain().forEach((id, verdict) -> {
            if (verdict.outcome() instanceof Outcome.Applied(long version) && version > before
                    && applied.getOrDefault(id, incarnation) == incarnation) {
                news.add(id);
            }
        });
        return news;
    }

    private boolean refuses(OrderWrite write, Set<CommandId> news) {
        if (receptions.isEmpty()) {
            return false;
        }
        boolean moody = false;
        for (CommandId id : news) {
            Script.Reception reception = receptions.get(id);
            if (reception == Script.Reception.MOODY) {
                moody = true;
            } else if (reception != null) {
                return true;
            }
        }
        return moody ? world.chance().percent(50) : news.isEmpty() && remembersStubborn(write);
    }

    private boolean remembersStubborn(OrderWrite write) {
        return write.next().chain().entrySet().stream()
                .anyMatch(link -> receptions.get(link.getKey()) == Script.Reception.STUBBORN
                        && link.getValue().outcome().equals(new Outcome.Rejected(RefusalCode.INVALID_ORDER)));
    }

    void record(Ledger.Entry entry, long issuedAt) {
        if (!entries.add(entry.id())) {
            return;
        }
        for (Ledger.RecordedCommand command : entry.commands()) {
            CommandId id = command.header().id();
            Verdict verdict = new Verdict(command.header().payloadHash(), command.outcome());
            world.tell(() -> "    ledger: " + Names.of(id) + " " + Names.of(verdict.outcome()));
            Verdict first = everRecorded.putIfAbsent(id, verdict);
            if (first != null && !first.equals(verdict)) {
                throw new Difference("The ledger has " + Names.of(id) + " as " + Names.of(first.outcome())
                        + " and as " + Names.of(verdict.outcome()));
            }
            ledger.put(id, verdict);
            ledgerExpiries.put(id, issuedAt + LEDGER_LIVES);
        }
    }

    /** What the server does now and then with what is past its time. */
    void expire(long now) {
        for (Iterator<Map.Entry<OrderId, Long>> each = tombstoneExpiries.entrySet().iterator(); each.hasNext();) {
            Map.Entry<OrderId, Long> tombstone = each.next();
            if (tombstone.getValue() <= now) {
                StoredOrder gone = orders.remove(tombstone.getKey());
                expiredTombstones.add(gone.state());
                each.remove();
                world.tell(() -> "    store: the tombstone of " + Names.of(gone.id()) + " expires");
            }
        }
        ledgerExpiries.values().removeIf(expiry -> expiry <= now);
        ledger.keySet().retainAll(ledgerExpiries.keySet());
    }

    /** The ledger as it would be if it never expired. */
    Map<CommandId, Verdict> everRecorded() {
        return everRecorded;
    }

    boolean hasTombstone(OrderId id) {
        return tombstoneExpiries.containsKey(id);
    }

    boolean hasExpired(OrderState tombstone) {
        return expiredTombstones.contains(tombstone);
    }

    /** Whether the ledger knows this command at least until then, or never did. */
    boolean remembers(CommandId id, long then) {
        return !everRecorded.containsKey(id) || ledgerExpiries.getOrDefault(id, 0L) > then;
    }

    boolean mayRefuse(CommandId id) {
        return receptions.containsKey(id);
    }

    static String describe(OrderWrite write) {
        StringBuilder text = new StringBuilder(Names.of(write.next().id()));
        StoredOrder replaced = write.replaced();
        text.append(replaced == null ? " new" : " v" + replaced.version() + "." + shortRev(replaced));
        text.append(" -> v").append(write.next().version()).append('.').append(shortRev(write.next()));
        if (write.next().state() instanceof OrderState.Deleted) {
            text.append(" deleted");
        }
        write.next().chain().forEach((id, verdict) -> text.append(' ').append(Names.of(id)).append('=')
                .append(Names.of(verdict.outcome())));
        return text.toString();
    }

    private static String shortRev(StoredOrder order) {
        return order.rev().getMostSignificantBits() + "/" + order.rev().getLeastSignificantBits();
    }
}
