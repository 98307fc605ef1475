package io.spillway.e2e.compose;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import io.spillway.e2e.Api;
import io.spillway.e2e.compose.Told.Promise;

import static org.awaitility.Awaitility.await;

/**
 * A load that never pauses, the faults that happen meanwhile, and the account of everything in the end.
 *
 * <p>{@code -Dcompose.rate=60} for the writes a second.
 */
final class Trial implements AutoCloseable {

    private static final int RATE = Integer.getInteger("compose.rate", 60);
    private static final int SHOPPERS = 24;
    private static final Duration DRAIN = Duration.ofMinutes(2);

    private final Desk desk = new Desk();
    private final List<Api> accounts;
    private final Shoppers shoppers;
    private final Probes probes;
    private final List<Recovery> recoveries = new CopyOnWriteArrayList<>();
    private long begun;
    private Duration load = Duration.ZERO;
    private Duration drained = Duration.ZERO;

    Trial(Deployment stack) {
        accounts = IntStream.range(0, 3).mapToObj(i -> stack.newcomer("shopper-" + i)).toList();
        shoppers = new Shoppers(desk, accounts, SHOPPERS, RATE);
        probes = new Probes(desk, accounts.getFirst());
    }

    void begin() {
        begun = System.nanoTime();
        shoppers.start();
        goOn(3 * RATE);
    }

    /** Waits until so many more writes were accepted. */
    void goOn(int more) {
        int goal = accepted() + more;
        await().alias("the load goes on").atMost(DRAIN).until(() -> accepted() >= goal);
    }

    int accepted() {
        return desk.answers().getOrDefault(Promise.ACCEPTED, 0);
    }

    /** Says that it happens now. @return {@link System#nanoTime} */
    static long now(String fault) {
        System.out.println("[compose] " + Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + fault);
        return System.nanoTime();
    }

    /**
     * Returns when all partitions take and apply orders again.
     *
     * @param since when the fault was, in {@link System#nanoTime}
     */
    Recovery recovered(long since, String fault) {
        Recovery recovery = probes.since(since, fault);
        System.out.printf("[compose] accepted again after %d ms, applied after %d ms%n",
                recovery.accepted().toMillis(), recovery.applied().toMillis());
        recoveries.add(recovery);
        return recovery;
    }

    /** Ends the load, waits for the outcomes and compares everything. */
    Audit end() {
        shoppers.stop();
        long ended = System.nanoTime();
        load = Duration.ofNanos(ended - begun);
        List<OrderHistory> histories = histories();
        Map<String, Audit.Outcome> outcomes = Findings.outcomes(histories, DRAIN);
        Map<UUID, OrderState> visible = Findings.visible(accounts);
        drained = Duration.ofNanos(System.nanoTime() - ended);
        return Audit.of(histories, outcomes, visible);
    }

    private List<OrderHistory> histories() {
        List<OrderHistory> all = new ArrayList<>(shoppers.histories());
        all.addAll(probes.histories());
        return all;
    }

    /** Prints it and keeps it below {@code target}. */
    void report(String title, String file, List<String> facts, Audit audit) {
        StringBuilder text = new StringBuilder("# " + title + "\n\n");
        facts.forEach(fact -> text.append("- ").append(fact).append('\n'));
        text.append(
                """
                        - load for %d s, everything read and compared %.1f s later; the longest that anybody tried until it was accepted: %d ms

                        | writes accepted | on orders | lost | twice | wrong | refused for good | unknown | of these applied |
                        |---|---|---|---|---|---|---|---|
                        | %d | %d | %d | %d | %d | %d | %d | %d |

                        Answers: %s. A write with a key was repeated until it was accepted.

                        | fault | accepted again after | applied again after |
                        |---|---|---|
                        """
                        .formatted(load.toSeconds(), drained.toMillis() / 1_000.0, desk.longestWait().toMillis(),
                                entries(Promise.ACCEPTED), histories().size(), audit.lost().size(),
                                audit.twice().size(),
                                audit.wrong().size(), entries(Promise.REFUSED), entries(Promise.UNKNOWN),
                                audit.unknown(),
                                desk.answers()));
        recoveries.forEach(recovery -> text.append("| %s | %d ms | %d ms |\n".formatted(recovery.fault(),
                recovery.accepted().toMillis(), recovery.applied().toMillis())));
        System.out.println(text);
        try {
            Files.writeString(Path.of("target", file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long entries(Promise promise) {
        return histories().stream().flatMap(history -> history.entries().stream())
                .filter(entry -> entry.promise() == promise).count();
    }

    @Override
    public void close() {
        shoppers.close();
    }
}
