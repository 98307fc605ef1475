package io.spillway.writer.amqp;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import io.spillway.contract.command.CommandHeader;
import io.spillway.writer.amqp.Incoming.Poison;
import io.spillway.writer.core.Ledger;
import io.spillway.writer.core.Ledger.RecordedCommand;
import io.spillway.writer.core.OrderStore;
import io.spillway.writer.core.Patience;
import io.spillway.writer.core.Patience.BatchAbandonedException;
import io.spillway.writer.core.StoredOrder;
import io.spillway.writer.core.Verdict;
import io.spillway.writer.core.WriterListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Puts messages that can never be applied aside, and lets their callers know. Thread-safe. */
@Component
final class DeadLetters {

    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

    private final DeadLetterQueue queue;
    private final OrderStore store;
    private final Ledger ledger;
    private final WriterListener listener;
    private final HeaderReader headers = new HeaderReader();

    DeadLetters(DeadLetterQueue queue, OrderStore store, Ledger ledger, WriterListener listener) {
        this.queue = queue;
        this.store = store;
        this.ledger = ledger;
        this.listener = listener;
    }

    /** @throws IOException when there is no place for dead letters, with a sentence that says what to do */
    void requireRoute() throws IOException {
        queue.requireRoute();
    }

    /**
     * Publishes them to {@code orders.dead} in this order. When it returns, the originals are safe to acknowledge.
     *
     * @throws IOException when that is not certain
     */
    void publish(List<Poison> poison) throws IOException, InterruptedException {
        queue.publish(poison);
        for (Poison letter : poison) {
            listener.onDeadLetter(letter.reason().code());
        }
    }

    /** Records the commands that can be told, so that their operations read {@code dead-lettered}. */
    void record(List<Poison> poison, Patience patience) {
        insert(poison.stream().flatMap(letter -> headers.deadLettered(letter.message()).stream()).toList(), patience);
    }

    /**
     * The same for a command that was perhaps applied before its writer failed. Then that is its outcome, and recorded
     * now: once the order moves on nothing else remembers it, and a replay would apply it again.
     */
    void recordCulprit(Poison culprit, Patience patience) {
        headers.deadLettered(culprit.message())
                .ifPresent(command -> insert(List.of(outcomeOf(command, patience)), patience));
    }

    private RecordedCommand outcomeOf(RecordedCommand command, Patience patience) {
        CommandHeader header = command.header();
        try {
            StoredOrder order = patience.untilAnswered(() -> store.load(Set.of(header.orderId())))
                    .get(header.orderId());
            Verdict verdict = order == null ? null : order.chain().get(header.id());
            return verdict == null || !verdict.payloadHash().equals(header.payloadHash())
                    ? command
                    : new RecordedCommand(header, command.kind(), verdict.outcome());
        } catch (BatchAbandonedException givenUp) {
            throw givenUp;
        } catch (RuntimeException unexpected) {
            log.warn("An order on which a command failed cannot be read", unexpected);
            return command;
        }
    }

    private void insert(List<RecordedCommand> commands, Patience patience) {
        if (commands.isEmpty()) {
            return;
        }
        Ledger.Entry entry = new Ledger.Entry(UUID.randomUUID(), commands);
        patience.untilAnswered(() -> {
            ledger.record(entry);
            return entry;
        });
    }
}
