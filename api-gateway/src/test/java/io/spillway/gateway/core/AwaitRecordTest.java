package io.spillway.gateway.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.spillway.contract.command.CommandKind;
import io.spillway.contract.outcome.CommandRecord;
import io.spillway.contract.outcome.Outcome;
import io.spillway.gateway.core.CommandRecords.Lookup;
import org.junit.jupiter.api.Test;

import static io.spillway.gateway.core.CommandFixtures.COMMAND;
import static io.spillway.gateway.core.CommandFixtures.DEMO;
import static io.spillway.gateway.core.CommandFixtures.NOON;
import static io.spillway.gateway.core.CommandFixtures.ORDER;
import static io.spillway.gateway.core.CommandFixtures.TRACE;
import static org.assertj.core.api.Assertions.assertThat;

class AwaitRecordTest {

    private static final Lookup FOUND = new Lookup.Found(new CommandRecord(COMMAND, ORDER, CommandKind.PATCH,
            DEMO.user(), CommandFixtures.header(COMMAND, ORDER).payloadHash(), NOON, NOON.plusSeconds(1),
            new Outcome.Applied(2)));

    private final FakeRecords records = new FakeRecords();
    private final FakePauses pauses = new FakePauses();
    private final AwaitRecord awaitRecord = new AwaitRecord(records, pauses, 500);

    @Test
    void whatIsRecordedIsToldAtOnce() {
        records.lookup = FOUND;

        assertThat(await(Duration.ofSeconds(10))).isEqualTo(FOUND);

        assertThat(pauses.taken).isEmpty();
    }

    @Test
    void whatIsRecordedMeanwhileIsToldThen() {
        records.before = () -> records.lookup = records.asked.size() == 4 ? FOUND : new Lookup.NotRecorded();

        assertThat(await(Duration.ofSeconds(10))).isEqualTo(FOUND);

        assertThat(pauses.taken).hasSize(3);
    }

    @Test
    void theLooksGetSeldom() {
        await(Duration.ofSeconds(10));

        List<Duration> taken = pauses.taken.subList(0, pauses.taken.size() - 1);
        long expected = 25;
        for (Duration pause : taken) {
            assertThat(pause).isBetween(Duration.ofMillis(expected * 3 / 4), Duration.ofMillis(expected * 5 / 4 + 1));
            expected = Math.min(500, expected * 2);
        }
        assertThat(taken).hasSizeBetween(15, 32);
    }

    @Test
    void nobodyWaitsLongerThanAsked() {
        assertThat(await(Duration.ofSeconds(3))).isEqualTo(new Lookup.NotRecorded());

        assertThat(pauses.total()).isEqualTo(Duration.ofSeconds(3));
        assertThat(records.asked.getFirst()).as("no look is longer than the wait").isEqualTo(Duration.ofSeconds(3));
        assertThat(records.asked.getLast()).as("the last one, when the time is up").isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void whenThisGatewayStopsThePresentStateIsToldAtOnce() {
        pauses.stopped = true;

        assertThat(await(Duration.ofSeconds(30))).isEqualTo(new Lookup.NotRecorded());

        assertThat(records.asked).hasSize(1);
    }

    @Test
    void anOutageInBetweenIsSatOut() {
        records.before = () -> records.lookup = switch (records.asked.size()) {
            case 1, 2, 3 -> new Lookup.Unavailable();
            default -> FOUND;
        };

        assertThat(await(Duration.ofSeconds(5))).isEqualTo(FOUND);
    }

    @Test
    void whatWasLearntBeforeAnOutageStands() {
        records.before = () -> records.lookup = records.asked.size() == 1
                ? new Lookup.NotRecorded()
                : new Lookup.Unavailable();

        assertThat(await(Duration.ofSeconds(5))).isEqualTo(new Lookup.NotRecorded());
    }

    @Test
    void whoNeverLearntAnythingIsToldSo() {
        records.lookup = new Lookup.Unavailable();

        assertThat(await(Duration.ofSeconds(1))).isEqualTo(new Lookup.Unavailable());
    }

    /** 2,000 callers at 500 looks a second: each looks again after some 4 seconds, not after 25 milliseconds. */
    @Test
    void theMoreWaitTheLessEachAsks() throws Exception {
        int callers = 2_000;
        CyclicBarrier everybody = new CyclicBarrier(callers);
        Queue<Duration> taken = new ConcurrentLinkedQueue<>();
        AwaitRecord crowded = new AwaitRecord((command, trace, atMost) -> {
            meet(everybody);
            return new Lookup.NotRecorded();
        }, new Pauses() {

            @Override
            public boolean pause(Duration length) {
                taken.add(length);
                meet(everybody);
                return false;
            }

            @Override
            public long nanoTime() {
                return 0;
            }
        }, 500);

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Lookup>> waiting = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                waiting.add(threads.submit(() -> crowded.await(COMMAND, TRACE, Duration.ofSeconds(30))));
            }
            for (Future<Lookup> one : waiting) {
                one.get(30, TimeUnit.SECONDS);
            }
        }

        assertThat(taken).hasSize(callers)
                .allMatch(pause -> pause.compareTo(Duration.ofSeconds(3)) >= 0)
                .allMatch(pause -> pause.compareTo(Duration.ofSeconds(5)) <= 0);
    }

    private static void meet(CyclicBarrier everybody) {
        try {
            everybody.await(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Lookup await(Duration patience) {
        return awaitRecord.await(COMMAND, TRACE, patience);
    }
}
