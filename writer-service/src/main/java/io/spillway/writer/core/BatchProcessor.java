package io.spillway.writer.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

import io.spillway.contract.command.Command;
import io.spillway.contract.command.CommandId;
import io.spillway.contract.order.Order;
import io.spillway.contract.order.OrderId;
import io.spillway.contract.outcome.Outcome;
import io.spillway.writer.core.Ledger.RecordedCommand;
import io.spillway.writer.core.OrderStore.OrderWrite;
import io.spillway.writer.core.OrderStore.WriteResult;
import io.spillway.writer.core.OrderWork.Step;

/**
 * Takes one batch from deliveries to recorded outcomes: load, decide, write, record, answer. When {@link #process}
 * returns, every effect and every outcome of the batch is in the store, and the deliveries may be acknowledged. When it
 * throws, or the process dies at any point, the same deliveries can be processed again, by any writer and cut in any
 * way, and nothing is applied twice.
 *
 * <p>One lane, one batch at a time: not thread-safe. The next batch may begin only after this one returned.
 */
public final class BatchProcessor {

    private final OrderStore store;
    private final Ledger ledger;
    private final LaneCache cache;
    private final Supplier<UUID> ids;

    /** @param ids makes ids that never repeat, for writes and ledger entries */
    public BatchProcessor(OrderStore store, Ledger ledger, LaneCache cache, Supplier<UUID> ids) {
        this.store = store;
        this.ledger = ledger;
        this.cache = cache;
        this.ids = ids;
    }

    /**
     * Processes one batch.
     *
     * @param deliveries in the order in which each order's queue gave them, all from one live channel
     * @throws Patience.BatchAbandonedException when the database is away and {@code patience} gave up
     */
    public BatchResult process(List<Delivery> deliveries, Patience patience) {
        try {
            Batch batch = new Batch(deliveries, patience);
            batch.settle();
            batch.record();
            return batch.result();
        } catch (LoadTooLargeException tooLarge) {
            return processHalves(deliveries, patience);
        }
    }

    /** As if the batch were delivered again and cut smaller: part of it may have been written before. */
    private BatchResult processHalves(List<Delivery> deliveries, Patience patience) {
        cache.clear();
        List<Delivery> again = deliveries.stream().map(Delivery::again).toList();
        int half = again.size() / 2;
        return process(again.subList(0, half), patience).plus(process(again.subList(half, again.size()), patience));
    }

    /** The state of one batch on its way. */
    private final class Batch {

        private final List<Delivery> deliveries;
        private final Patience patience;
        private final Map<OrderId, OrderWork> unsettled = new LinkedHashMap<>();
        private final Map<CommandId, Command> commands = new LinkedHashMap<>();
        private final Set<CommandId> possibleCopies = new HashSet<>();
        private final Map<CommandId, Verdict> recorded = new HashMap<>();
        private final Map<CommandId, Verdict> verdicts = new HashMap<>();
        private final Map<CommandId, Order> left = new HashMap<>();
        private int cacheHits;
        private int cacheMisses;
        private int orderWrites;
        private int storeCalls;

        /** The first delivery of a command decides; copies of it in the same batch get its answer. */
        Batch(List<Delivery> deliveries, Patience patience) {
            this.deliveries = deliveries;
            this.patience = patience;
            for (Delivery delivery : deliveries) {
                Command command = delivery.command();
                if (delivery.possibleCopy()) {
                    possibleCopies.add(command.id());
                }
                Command first = commands.putIfAbsent(command.id(), command);
                OrderWork work = unsettled.computeIfAbsent((first == null ? command : first).orderId(),
                        OrderWork::new);
                if (first == null) {
                    work.add(command);
                }
                if (delivery.replyTo() != null) {
                    work.await(command.id());
                }
            }
        }

        void settle() {
            Set<OrderWork> toLoad = takeRemembered();
            Set<CommandId> toAsk = possibleCopies;
            while (!unsettled.isEmpty()) {
                load(toLoad);
                Set<OrderWork> moved = askLedger(toAsk, toLoad);
                toAsk = Set.of();
                toLoad = moved.isEmpty() ? decideAndWrite() : moved;
            }
        }

        /** Orders that need no load: those in the cache, and creates that nobody can have seen before. */
        private Set<OrderWork> takeRemembered() {
            Set<OrderWork> toLoad = new LinkedHashSet<>();
            for (OrderWork work : unsettled.values()) {
                StoredOrder cached = cache.get(work.id());
                if (cached != null) {
                    work.remember(cached);
                    cacheHits++;
                } else if (!work.beginsWithCreate() || possibleCopies.contains(work.commands().getFirst().id())) {
                    toLoad.add(work);
                    cacheMisses++;
                }
            }
            return toLoad;
        }

        private void load(Set<OrderWork> works) {
            if (works.isEmpty()) {
                return;
            }
            Set<OrderId> wanted = new LinkedHashSet<>();
            works.forEach(work -> wanted.add(work.id()));
            Map<OrderId, StoredOrder> found = patience.untilAnswered(() -> store.load(wanted));
            works.forEach(work -> work.loaded(found.get(work.id())));
        }

        /**
         * Asks the ledger, always after the load: what it doesn't know then, was not written before the load either.
         *
         * @return orders to load again: another writer recorded commands on them, perhaps after we loaded
         */
        private Set<OrderWork> askLedger(Set<CommandId> copies, Set<OrderWork> loaded) {
            Set<CommandId> ask = new HashSet<>(copies);
            loaded.forEach(work -> work.commands().forEach(command -> ask.add(command.id())));
            ask.removeAll(recorded.keySet());
            if (ask.isEmpty()) {
                return Set.of();
            }
            Map<CommandId, Verdict> found = patience.untilAnswered(() -> ledger.find(ask));
            recorded.putAll(found);
            Set<OrderWork> moved = new LinkedHashSet<>();
            for (OrderWork work : unsettled.values()) {
                if (!work.isRemembered() && work.commands().stream().anyMatch(c -> found.containsKey(c.id()))) {
                    moved.add(work);
                }
            }
            return moved;
        }

        /** @return orders to load and decide again */
        private Set<OrderWork> decideAndWrite() {
            Set<OrderWork> again = new LinkedHashSet<>();
            Map<OrderWork, Step.Write> writes = new LinkedHashMap<>();
            for (OrderWork work : List.copyOf(unsettled.values())) {
                switch (work.resolve(recorded, ids)) {
                    case Step.Settled settled -> settle(work, settled.verdicts());
                    case Step.Reload reload -> again.add(forget(work));
                    case Step.Write write -> writes.put(work, write);
                }
            }
            if (!writes.isEmpty()) {
                write(writes, again);
            }
            return again;
        }

        private void write(Map<OrderWork, Step.Write> writes, Set<OrderWork> again) {
            List<WriteResult> results = tryWrite(writes.values());
            int index = 0;
            for (Map.Entry<OrderWork, Step.Write> entry : writes.entrySet()) {
                OrderWork work = entry.getKey();
                Step.Write step = entry.getValue();
                switch (results.get(index++)) {
                    case WRITTEN -> {
                        work.written(step.write().next());
                        cache.put(step.write().next());
                        if (step.last()) {
                            settle(work, step.verdicts());
                        }
                    }
                    case CONFLICT, UNKNOWN -> again.add(forget(work));
                    case REFUSED -> work.refused(step);
                }
            }
        }

        private List<WriteResult> tryWrite(Collection<Step.Write> steps) {
            List<OrderWrite> writes = steps.stream().map(Step.Write::write).toList();
            orderWrites += writes.size();
            storeCalls++;
            try {
                return store.write(writes);
            } catch (StoreUnavailableException unknown) {
                patience.pause(1, unknown);
                return writes.stream().map(write -> WriteResult.UNKNOWN).toList();
            }
        }

        private OrderWork forget(OrderWork work) {
            cache.remove(work.id());
            return work;
        }

        private void settle(OrderWork work, Map<CommandId, Verdict> found) {
            verdicts.putAll(found);
            left.putAll(work.left());
            unsettled.remove(work.id());
        }

        /** Only when every order is settled: a ledger ahead of its orders would report what never happened. */
        void record() {
            List<RecordedCommand> news = new ArrayList<>();
            for (Command command : commands.values()) {
                Verdict verdict = verdict(command);
                if (!recorded.containsKey(command.id())
                        && verdict.payloadHash().equals(command.header().payloadHash())) {
                    news.add(new RecordedCommand(command.header(), command.kind(), verdict.outcome()));
                }
            }
            if (news.isEmpty()) {
                return;
            }
            Ledger.Entry entry = new Ledger.Entry(ids.get(), List.copyOf(news));
            patience.untilAnswered(() -> {
                storeCalls++;
                ledger.record(entry);
                return entry;
            });
        }

        BatchResult result() {
            List<BatchResult.Answer> answers = deliveries.stream().map(this::answer).toList();
            return new BatchResult(answers, orderWrites, storeCalls, cacheHits, cacheMisses);
        }

        private BatchResult.Answer answer(Delivery delivery) {
            Command command = delivery.command();
            Outcome outcome = verdict(command).answerTo(command.header().payloadHash());
            return new BatchResult.Answer(delivery, outcome,
                    outcome instanceof Outcome.Applied ? left.get(command.id()) : null);
        }

        private Verdict verdict(Command command) {
            Verdict verdict = verdicts.get(command.id());
            if (verdict == null) {
                throw new IllegalStateException("A settled order left a command without a verdict");
            }
            return verdict;
        }
    }
}
