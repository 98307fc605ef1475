package io.spillway.gateway.core.deadletter;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.spillway.gateway.core.Acceptance;
import io.spillway.gateway.core.deadletter.DeadLetterQueue.Reading;
import io.spillway.gateway.core.deadletter.DeadLetterQueue.Taken;
import io.spillway.gateway.core.deadletter.DeadLettersUnavailableException.Why;
import io.spillway.gateway.core.deadletter.ReplayReport.Fate;

/**
 * Lists, replays and discards dead letters. Nothing is lost whenever it ends: a letter is settled only once its replay is
 * confirmed, so what a crash can leave is a copy, which the writer recognises.
 */
public final class DeadLetters {

    /** @param total how many there are, on this page or not */
    public record Page(List<DeadLetter> letters, long total) {}

    /** What became of discarding. */
    public sealed interface Discarding {

        record Discarded() implements Discarding {}

        /** @param searchedAll false when there are more than a reading reaches */
        record NotFound(boolean searchedAll) implements Discarding {}
    }

    private final DeadLetterQueue queue;

    public DeadLetters(DeadLetterQueue queue) {
        this.queue = queue;
    }

    /**
     * The oldest, at most {@code limit}.
     *
     * @throws DeadLettersUnavailableException see {@link DeadLetterQueue#read}; this goes for the other methods too
     */
    public Page oldest(int limit) {
        return queue.read(id -> false, reading -> {
            List<DeadLetter> letters = new ArrayList<>();
            while (letters.size() < limit) {
                Taken taken = reading.next();
                if (taken == null) {
                    requireWhole(reading);
                    break;
                }
                letters.add(taken.letter());
            }
            return new Page(letters, reading.total());
        });
    }

    /** Sends letters to their partitions again, in the order in which they lie in the queue, until one is not confirmed. */
    public ReplayReport replay(Selection selection) {
        return queue.read(selection::includes, reading -> replay(selection, reading));
    }

    private static ReplayReport replay(Selection selection, Reading reading) {
        Map<String, Fate> fates = new LinkedHashMap<>();
        // by partition, once one of its letters was not replayed: what becomes of those behind it
        Map<String, Fate> stopped = new HashMap<>();
        long settled = 0;
        for (Taken taken = reading.next(); taken != null; taken = reading.next()) {
            DeadLetter letter = taken.letter();
            if (selection.includes(letter.id())) {
                Fate behind = stopped.get(letter.partition());
                Fate fate = behind == null ? replay(taken) : behind;
                if (fate instanceof Fate.Replayed) {
                    settled++;
                } else {
                    stopped.put(letter.partition(), fate instanceof Fate.NotReached ? fate : new Fate.HeldBack());
                }
                fates.merge(letter.id(), fate, (earlier, later) -> earlier instanceof Fate.Replayed ? later : earlier);
            }
        }
        Fate missing = sawAll(reading) ? new Fate.NotFound() : new Fate.NotReached();
        selection.named().forEach(id -> fates.putIfAbsent(id, missing));
        return new ReplayReport(fates, Math.max(0, reading.total() - settled));
    }

    private static Fate replay(Taken taken) {
        if (!taken.isWhole()) {
            return new Fate.NotReached();
        }
        return switch (taken.replay()) {
            case Acceptance.Accepted confirmed -> {
                taken.settle();
                yield new Fate.Replayed();
            }
            case Acceptance.NotAccepted no -> new Fate.NotAccepted(no.reason());
            case Acceptance.AcceptanceUnknown unknown -> new Fate.AcceptanceUnknown();
        };
    }

    /** Takes a letter, with all its copies within reach, out of the queue for good. */
    public Discarding discard(String id) {
        return queue.read(any -> false, reading -> {
            boolean found = false;
            for (Taken taken = reading.next(); taken != null; taken = reading.next()) {
                if (taken.letter().id().equals(id)) {
                    taken.settle();
                    found = true;
                }
            }
            requireWhole(reading);
            if (found && !reading.isSettled()) {
                throw unreachable();
            }
            return found ? new Discarding.Discarded() : new Discarding.NotFound(sawAll(reading));
        });
    }

    private static boolean sawAll(Reading reading) {
        return !reading.isCutShort() && reading.total() <= DeadLetterQueue.REACH;
    }

    private static void requireWhole(Reading reading) {
        if (reading.isCutShort()) {
            throw unreachable();
        }
    }

    private static DeadLettersUnavailableException unreachable() {
        return new DeadLettersUnavailableException(Why.UNREACHABLE, "The reading was cut short", null);
    }
}
