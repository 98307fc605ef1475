package io.spillway.writer.core.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

import io.spillway.contract.command.CommandId;
import io.spillway.contract.order.OrderId;
import io.spillway.writer.core.BatchProcessor;
import io.spillway.writer.core.BatchResult;
import io.spillway.writer.core.CoreWindow;
import io.spillway.writer.core.Delivery;
import io.spillway.writer.core.LaneCache;
import io.spillway.writer.core.Ledger;
import io.spillway.writer.core.LoadTooLargeException;
import io.spillway.writer.core.OrderStore;
import io.spillway.writer.core.Patience;
import io.spillway.writer.core.StoreUnavailableException;
import io.spillway.writer.core.StoredOrder;
import io.spillway.writer.core.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * One batch on its way through the real processor, which can stop at each of its calls for as long as the simulation
 * likes, and without a thread of its own: what a processor does depends on its batch, its cache and the answers it gets
 * only, so {@link #advance} runs it from the start, with one answer more each time.
 */
final class BatchRun implements OrderStore, Ledger, Patience {

    /** Leaves the processor at a call that has no answer yet. */
    private static final class Waiting extends Error {
        private static final long serialVersionUID = 1L;
        private static final Waiting HERE = new Waiting();

        private Waiting() {
            super(null, null, false, false);
        }
    }

    /** Far more than any batch needs, whatever goes wrong. */
    private static final int MOST_CALLS = 200;

    private final Simulation world;
    private final List<Delivery> deliveries;
    private final LaneCache cacheBefore;
    private final long cacheBytes;
    private final long number;
    private final List<Object> answers = new ArrayList<>();

    private LaneCache cache;
    private int answersGiven;
    private int idsGiven;
    private @Nullable Call call;

    BatchRun(Simulation world, List<Delivery> deliveries, LaneCache cache, long cacheBytes) {
        this.world = world;
        this.deliveries = deliveries;
        this.cache = cache;
        cacheBefore = cache;
        this.cacheBytes = cacheBytes;
        number = world.nextNumber();
    }

    /** @return null when the processor waits for the answer to a {@link #call} */
    @Nullable
    BatchResult advance() {
        cache = CoreWindow.copy(cacheBefore, cacheBytes, world.orders());
        answersGiven = 0;
        idsGiven = 0;
        call = null;
        try {
            return new BatchProcessor(this, this, cache, this::nextId).process(deliveries, this);
        } catch (Waiting forAnswer) {
            return null;
        }
    }

    @Nullable
    Call call() {
        return call;
    }

    /** @param answer an exception is thrown at the processor */
    void answer(Object answer) {
        if (answers.size() == MOST_CALLS) {
            throw new Difference("A batch never ends");
        }
        answers.add(answer);
    }

    LaneCache cache() {
        return cache;
    }

    private UUID nextId() {
        return new UUID(number, idsGiven++);
    }

    @Override
    public Map<OrderId, StoredOrder> load(Set<OrderId> ids) {
        return ask(Call.Kind.LOAD, List.copyOf(ids), id -> world.store().load(id),
                found -> world.isTooLarge(ids.size()) ? new LoadTooLargeException(ids.size(), 0) : byKey(ids, found));
    }

    @Override
    public Map<CommandId, Verdict> find(Set<CommandId> commands) {
        return ask(Call.Kind.FIND, List.copyOf(commands), id -> world.store().find(id),
                found -> byKey(commands, found));
    }

    @Override
    public List<WriteResult> write(List<OrderWrite> writes) {
        long issuedAt = world.now();
        return ask(Call.Kind.WRITE, writes, write -> world.store().write(write, issuedAt),
                results -> asTheDriverTells(writes, results));
    }

    @Override
    public void record(Entry entry) {
        long issuedAt = world.now();
        ask(Call.Kind.RECORD, List.of(entry), once -> {
            world.store().record(once, issuedAt);
            return null;
        }, done -> Boolean.TRUE);
    }

    @Override
    public void pause(int attempt, StoreUnavailableException cause) {
        ask(Call.Kind.PAUSE, List.of(), never -> null, done -> Boolean.TRUE);
    }

    @SuppressWarnings("unchecked")
    private <P, T> T ask(Call.Kind kind, List<P> parts, Function<P, @Nullable Object> effect,
            Function<List<@Nullable Object>, Object> answer) {
        if (answersGiven == answers.size()) {
            List<Call.Operation> operations = new ArrayList<>(parts.size());
            parts.forEach(part -> operations.add(() -> effect.apply(part)));
            call = new Call(kind, operations, answer);
            throw Waiting.HERE;
        }
        Object given = answers.get(answersGiven++);
        if (given instanceof RuntimeException thrown) {
            throw thrown;
        }
        return (T) given;
    }

    private static <K> Map<K, Object> byKey(Set<K> keys, List<@Nullable Object> values) {
        Map<K, Object> found = new HashMap<>();
        int index = 0;
        for (K key : keys) {
            Object value = values.get(index++);
            if (value != null) {
                found.put(key, value);
            }
        }
        return found;
    }

    /** A bulk write only counts the replacements that matched: if one did not, any of them may be it. */
    private List<WriteResult> asTheDriverTells(List<OrderWrite> writes, List<@Nullable Object> results) {
        List<WriteResult> told = new ArrayList<>(results.size());
        results.forEach(result -> told.add((WriteResult) result));
        int replacements = 0;
        boolean mismatch = false;
        for (int i = 0; i < writes.size(); i++) {
            if (writes.get(i).replaced() != null && told.get(i) != WriteResult.REFUSED) {
                replacements++;
                mismatch |= told.get(i) == WriteResult.CONFLICT;
            }
        }
        if (mismatch && replacements > 1) {
            for (int i = 0; i < writes.size(); i++) {
                if (writes.get(i).replaced() != null && told.get(i) != WriteResult.REFUSED) {
                    told.set(i, WriteResult.UNKNOWN);
                }
            }
        }
        return told;
    }
}
