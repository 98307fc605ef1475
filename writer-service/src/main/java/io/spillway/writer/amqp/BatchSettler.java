package io.spillway.writer.amqp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import io.spillway.writer.amqp.Incoming.Poison;
import io.spillway.writer.amqp.Incoming.Suspect;
import io.spillway.writer.core.BatchProcessor;
import io.spillway.writer.core.BatchResult;
import io.spillway.writer.core.Delivery;
import io.spillway.writer.core.Patience;
import io.spillway.writer.core.Patience.BatchAbandonedException;
import io.spillway.writer.core.StoreUnavailableException;
import io.spillway.writer.core.SuspectNotes;
import io.spillway.writer.core.WriterListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a batch to its acknowledgement: writes its commands, puts its poison aside, and finds the message that writers
 * fail on.
 *
 * <p>Suspicious messages are noted in the store before they are looked at: first a few together, and those that are found
 * noted already, because nobody came to say that it went well, each alone. One whose lone attempts failed too often is
 * the culprit (ADR 10). For one lane's thread.
 */
final class BatchSettler {

    /** So many suspicious messages are tried together at first: most of them are innocent. */
    static final int TOGETHER = 64;

    private static final Logger log = LoggerFactory.getLogger(BatchSettler.class);

    private final CommandDecoder decoder;
    private final BatchProcessor processor;
    private final Outcomes outcomes;
    private final WriterListener listener;
    private final DeadLetters deadLetters;
    private final Suspicion suspicion;
    private final SuspectNotes notes;
    private final Solitude solitude;

    BatchSettler(CommandDecoder decoder, BatchProcessor processor, Outcomes outcomes, WriterListener listener,
            DeadLetters deadLetters,
            Suspicion suspicion, SuspectNotes notes, Solitude solitude) {
        this.decoder = decoder;
        this.processor = processor;
        this.outcomes = outcomes;
        this.listener = listener;
        this.deadLetters = deadLetters;
        this.suspicion = suspicion;
        this.notes = notes;
        this.solitude = solitude;
    }

    /** Tells the broker that everything up to a message is done. */
    interface Acknowledgement {
        void upTo(Message last) throws IOException;
    }

    /**
     * Returns when the whole batch is acknowledged. When it throws, what was not is delivered again and recognised.
     *
     * @param batch as {@link BatchCutter} cuts it: suspicious messages or others, never both
     * @return whether anything went well; false when all of it was put aside because it failed too often
     * @throws IOException             when broker or channel are lost
     * @throws BatchAbandonedException when the database is away and {@code patience} gave up
     */
    boolean settle(List<Incoming> batch, Patience patience, Acknowledgement acknowledgement)
            throws IOException, InterruptedException {
        List<Suspect> suspects = new ArrayList<>();
        for (Incoming incoming : batch) {
            if (incoming instanceof Suspect suspect) {
                suspects.add(suspect);
            }
        }
        if (!suspects.isEmpty()) {
            return settleSuspects(suspects, patience, acknowledgement);
        }
        solitude.amongOthers(() -> write(batch, patience));
        acknowledgement.upTo(batch.getLast().message());
        return true;
    }

    private boolean settleSuspects(List<Suspect> suspects, Patience patience, Acknowledgement acknowledgement)
            throws IOException, InterruptedException {
        Set<String> noted = patience.untilAnswered(() -> notes.noted(fingerprints(suspects)));
        boolean anyWell = false;
        for (int next = 0; next < suspects.size();) {
            int end = next;
            while (end < suspects.size() && !noted.contains(suspects.get(end).fingerprint())) {
                end++;
            }
            if (end > next) {
                together(suspects.subList(next, end), patience, acknowledgement);
                anyWell = true;
                next = end;
            } else {
                anyWell |= alone(suspects.get(next), patience, acknowledgement);
                next++;
            }
        }
        return anyWell;
    }

    private void together(List<Suspect> suspects, Patience patience, Acknowledgement acknowledgement)
            throws IOException, InterruptedException {
        patience.untilAnswered(() -> {
            notes.noteTogether(fingerprints(suspects));
            return suspects;
        });
        solitude.amongOthers(() -> write(suspects, patience));
        forget(suspects);
        acknowledgement.upTo(suspects.getLast().message());
    }

    /** @return false when it was put aside because it failed too often */
    private boolean alone(Suspect suspect, Patience patience, Acknowledgement acknowledgement)
            throws IOException, InterruptedException {
        boolean[] proven = new boolean[1];
        solitude.alone(() -> {
            UUID attempt = suspicion.attempt(suspect.fingerprint());
            int attempts = patience.untilAnswered(() -> notes.noteAlone(suspect.fingerprint(), attempt));
            proven[0] = suspicion.isProven(attempts);
            if (proven[0]) {
                putAside(suspect, suspicion.isProvenJustNow(attempts), patience);
            } else {
                tryAlone(suspect, attempt, patience);
            }
        });
        if (!proven[0]) {
            forget(List.of(suspect));
        }
        acknowledgement.upTo(suspect.message());
        if (proven[0]) {
            // Not before: delivered once more, it shall be put aside at once.
            forget(List.of(suspect));
        }
        return !proven[0];
    }

    private void tryAlone(Suspect suspect, UUID attempt, Patience patience) throws IOException, InterruptedException {
        try {
            write(List.of(suspect), patience);
        } catch (IOException | InterruptedException | BatchAbandonedException notItsFault) {
            bestEffort(() -> notes.withdraw(suspect.fingerprint(), attempt));
            throw notItsFault;
        } catch (RuntimeException | Error its) {
            Trace.of(suspect.message(), () -> log.error("Message {} from {} failed although it was alone",
                    suspect.message().printableId(), suspect.message().envelope().getRoutingKey(),
                    its));
            throw its;
        }
    }

    /** @param readable whether to risk a look at its header; it may be what writers die of */
    private void putAside(Suspect suspect, boolean readable, Patience patience)
            throws IOException, InterruptedException {
        Poison culprit = new Poison(suspect.message(), DeadLetterReason.REPEATED_FAILURE,
                "Writers failed each time they processed this message alone");
        deadLetters.publish(List.of(culprit));
        if (readable) {
            deadLetters.recordCulprit(culprit, patience);
        }
    }

    /** When it returns, every command's effect and outcome is in the store, and every poison in {@code orders.dead}. */
    private void write(List<? extends Incoming> batch, Patience patience) throws IOException, InterruptedException {
        List<Poison> poison = new ArrayList<>();
        try {
            List<Incoming.Decoded> commands = new ArrayList<>(batch.size());
            for (Incoming incoming : batch) {
                switch (read(incoming)) {
                    case Incoming.Decoded decoded -> commands.add(decoded);
                    case Poison found -> poison.add(found);
                }
            }
            if (!commands.isEmpty()) {
                List<Delivery> deliveries = commands.stream().map(Incoming.Decoded::delivery).toList();
                BatchResult result = processor.process(deliveries, patience);
                CommandLog.recorded(commands, result.answers());
                outcomes.send(result.answers());
                listener.onBatch(result);
            }
        } catch (BatchAbandonedException notTheirFault) {
            throw notTheirFault;
        } catch (RuntimeException | Error unexpected) {
            suspicion.failed(batch.stream().map(Incoming::message).toList());
            throw unexpected;
        }
        // After the neighbours are written: they shall not wait for a queue that takes no dead letters.
        if (!poison.isEmpty()) {
            deadLetters.publish(poison);
            deadLetters.record(poison, patience);
        }
    }

    private Incoming.Read read(Incoming incoming) {
        return switch (incoming) {
            case Incoming.Read read -> read;
            case Suspect suspect -> decoder.decode(suspect.message());
        };
    }

    private void forget(List<Suspect> suspects) {
        List<String> fingerprints = fingerprints(suspects);
        suspicion.forget(fingerprints);
        bestEffort(() -> notes.forget(fingerprints));
    }

    private static void bestEffort(Runnable note) {
        try {
            note.run();
        } catch (StoreUnavailableException later) {
            log.debug("A note on a suspicious message stays until it expires", later);
        }
    }

    private static List<String> fingerprints(List<Suspect> suspects) {
        return suspects.stream().map(Suspect::fingerprint).toList();
    }
}
