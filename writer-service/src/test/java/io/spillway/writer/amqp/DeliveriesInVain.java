package io.spillway.writer.amqp;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import io.spillway.contract.command.Command;
import io.spillway.contract.command.CommandId;
import io.spillway.writer.amqp.Incoming.Poison;
import io.spillway.writer.core.BatchProcessor;
import io.spillway.writer.core.InMemoryStore;
import io.spillway.writer.core.InMemorySuspectNotes;
import io.spillway.writer.core.LaneCache;
import io.spillway.writer.core.Ledger;
import io.spillway.writer.core.OrderStore;
import io.spillway.writer.core.Patience;
import io.spillway.writer.core.Verdict;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** A queue and its one lane, channel after channel, life after life; what the store does to it is the test's. */
final class DeliveriesInVain {

    final InMemoryStore ledger = new InMemoryStore();
    final InMemorySuspectNotes notes = new InMemorySuspectNotes();
    final List<Poison> dead = new ArrayList<>();
    boolean takesDeadLetters = true;

    /** Fails in the worst moment: its orders are written already. */
    final Set<CommandId> fatalToRecord = new HashSet<>();

    private final OrderStore store;
    private final boolean counting;
    private final List<Waiting> queue = new ArrayList<>();
    private final CommandDecoder decoder = new CommandDecoder();
    private Suspicion suspicion = newSuspicion();

    /** @param counting whether the broker tells how often it delivered a message in vain */
    DeliveriesInVain(OrderStore store, boolean counting) {
        this.store = store;
        this.counting = counting;
    }

    private static Suspicion newSuspicion() {
        return new Suspicion(new SuspicionSettings(3, 3), Clock.systemUTC());
    }

    void waiting(int inVain, Command... commands) {
        for (Command command : commands) {
            queue.add(new Waiting(command, inVain));
        }
    }

    void waitingPoison() {
        queue.add(new Waiting(null, 0));
    }

    boolean isDrained() {
        return queue.isEmpty();
    }

    /** Another process takes over, which knows nothing of what this one lived through. */
    void anotherProcess() {
        suspicion = newSuspicion();
    }

    /** One channel, until nothing is left or something breaks it. */
    void openChannel(Patience patience) throws IOException, InterruptedException {
        OneChannel channel = new OneChannel();
        BatchCutter cutter = new BatchCutter(channel, decoder, suspicion, new WriterSettings(1, 1000, 1000,
                DataSize.ofMegabytes(8), 500, Duration.ZERO, DataSize.ofMegabytes(1), Duration.ofSeconds(1)));
        BatchSettler settler = new BatchSettler(decoder,
                new BatchProcessor(store, new FailingLedger(), new LaneCache(1_000_000), UUID::randomUUID),
                answers -> {}, result -> {},
                new DeadLetters(new Dead(), store, ledger, result -> {}), suspicion, notes, new Solitude());
        try {
            for (List<Incoming> batch = cutter.next(Duration.ZERO); !batch.isEmpty(); batch = cutter
                    .next(Duration.ZERO)) {
                settler.settle(batch, patience, channel::acknowledge);
            }
        } finally {
            queue.forEach(message -> message.inVain++);
        }
    }

    private static final class Waiting {
        /** Null is a message that holds none. */
        private final @Nullable Command command;
        private long inVain;

        Waiting(@Nullable Command command, int inVain) {
            this.command = command;
            this.inVain = inVain;
        }
    }

    private final class OneChannel implements Arrivals {

        private final List<Message> prefetched = new ArrayList<>();
        private final Iterator<Message> unread;
        private long acknowledged;

        OneChannel() {
            for (Waiting message : queue) {
                long tag = prefetched.size() + 1;
                if (message.command == null) {
                    prefetched.add(Messages.garbage(tag));
                } else if (counting) {
                    prefetched.add(Messages.redelivered(tag, message.inVain, message.command));
                } else {
                    prefetched.add(Messages.delivered(tag, message.command));
                }
            }
            unread = prefetched.iterator();
        }

        void acknowledge(Message last) {
            for (; acknowledged < last.deliveryTag(); acknowledged++) {
                queue.removeFirst();
            }
        }

        @Override
        public @Nullable Message poll(Duration wait) {
            return poll();
        }

        @Override
        public @Nullable Message poll() {
            return unread.hasNext() ? unread.next() : null;
        }

        @Override
        public void awaitMore(int messages, Duration wait) {}
    }

    private final class FailingLedger implements Ledger {

        @Override
        public Map<CommandId, Verdict> find(Set<CommandId> commands) {
            return ledger.find(commands);
        }

        @Override
        public void record(Entry entry) {
            if (entry.commands().stream().anyMatch(command -> fatalToRecord.contains(command.header().id()))) {
                throw new IllegalStateException("the culprit");
            }
            ledger.record(entry);
        }
    }

    private final class Dead implements DeadLetterQueue {

        @Override
        public void requireRoute() {}

        @Override
        public void publish(List<Poison> poison) throws IOException {
            if (!takesDeadLetters) {
                throw new IOException("no queue for dead letters");
            }
            dead.addAll(poison);
        }
    }
}
