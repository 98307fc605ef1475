package io.spillway.writer.amqp;

import java.io.IOException;
import java.util.List;
import java.util.UUID;

import io.spillway.writer.amqp.Incoming.Poison;
import io.spillway.writer.core.DeadLetterListener;
import io.spillway.writer.core.Ledger;
import io.spillway.writer.core.Ledger.RecordedCommand;
import io.spillway.writer.core.Patience;
import org.springframework.stereotype.Component;

/** Puts messages that can never be applied aside, and lets their callers know. Thread-safe. */
@Component
final class DeadLetters {

    private final DeadLetterQueue queue;
    private final Ledger ledger;
    private final List<DeadLetterListener> listeners;
    private final HeaderReader headers = new HeaderReader();

    DeadLetters(DeadLetterQueue queue, Ledger ledger, List<DeadLetterListener> listeners) {
        this.queue = queue;
        this.ledger = ledger;
        this.listeners = listeners;
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
            listeners.forEach(listener -> listener.onDeadLetter(letter.reason().code()));
        }
    }

    /** Records those whose command can be told, so that its operation reads {@code dead-lettered}. */
    void record(List<Poison> poison, Patience patience) {
        List<RecordedCommand> commands = poison.stream()
                .flatMap(letter -> headers.deadLettered(letter.message()).stream()).toList();
        if (!commands.isEmpty()) {
            Ledger.Entry entry = new Ledger.Entry(UUID.randomUUID(), commands);
            patience.untilAnswered(() -> {
                ledger.record(entry);
                return entry;
            });
        }
    }
}
