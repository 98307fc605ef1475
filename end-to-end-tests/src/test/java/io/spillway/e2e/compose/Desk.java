package io.spillway.e2e.compose;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAccumulator;

import io.spillway.e2e.Api;
import io.spillway.e2e.compose.Told.Promise;

/** Where changes are handed in over HTTP, with a tally of the answers. Thread-safe. */
final class Desk {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Map<Promise, Integer> answers = new ConcurrentSkipListMap<>();
    private final LongAccumulator longestNanos = new LongAccumulator(Math::max, 0);

    /** Asks once, as somebody does who cannot ask again: without a key it could become a second change. */
    Told once(Api owner, Change change) {
        return ask(owner, change, change.headers());
    }

    /**
     * Asks with one key for as long as it takes.
     *
     * @param pause  between the tries
     * @param prefer what {@code Prefer} says; nothing when it is empty
     * @throws IllegalStateException when it was not accepted for so long that nobody would believe any more that it will be
     */
    Told untilAccepted(Api owner, Change change, Duration pause, String prefer) {
        List<String> headers = new ArrayList<>(change.headers());
        headers.addAll(List.of("Idempotency-Key", UUID.randomUUID().toString()));
        if (!prefer.isEmpty()) {
            headers.addAll(List.of("Prefer", prefer));
        }
        long begun = System.nanoTime();
        while (true) {
            Told told = ask(owner, change, headers);
            long took = System.nanoTime() - begun;
            if (told.promise() == Promise.ACCEPTED) {
                longestNanos.accumulate(took);
                return told;
            }
            if (took > PATIENCE.toNanos()) {
                throw new IllegalStateException("Not accepted for " + PATIENCE + ": " + change);
            }
            rest(pause);
        }
    }

    private Told ask(Api owner, Change change, List<String> headers) {
        Told told;
        try {
            told = Told.by(owner.send(change.method(), change.path(), change.contentType(), change.body(),
                    headers.toArray(String[]::new)));
        } catch (UncheckedIOException noAnswer) {
            told = Told.by(noAnswer.getCause());
        }
        answers.merge(told.promise(), 1, Integer::sum);
        return told;
    }

    private static void rest(Duration time) {
        try {
            new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    Map<Promise, Integer> answers() {
        return answers;
    }

    /** From the first try until the promise, of whoever had to wait longest. */
    Duration longestWait() {
        return Duration.ofNanos(longestNanos.get());
    }
}
