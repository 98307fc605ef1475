package io.spillway.e2e.compose;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import io.spillway.contract.messaging.Partition;
import io.spillway.contract.messaging.Partitions;
import io.spillway.contract.order.OrderId;
import io.spillway.e2e.Api;

import static org.awaitility.Awaitility.await;

/** Orders one thing in each partition, to see when the stack is itself again. What they order counts like all the rest. */
final class Probes {

    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Partitions PARTITIONS = new Partitions(Partitions.DEFAULT);

    private final Desk desk;
    private final Api account;
    private final Queue<OrderHistory> histories = new ConcurrentLinkedQueue<>();

    Probes(Desk desk, Api account) {
        this.desk = desk;
        this.account = account;
    }

    private record Times(long accepted, long applied) {}

    /**
     * Begins now and returns when it is over.
     *
     * @param since when the fault was, in {@link System#nanoTime}
     */
    Recovery since(long since, String fault) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Times>> probes = PARTITIONS.all().stream()
                    .map(partition -> threads.submit(() -> probe(partition)))
                    .toList();
            List<Times> times = new ArrayList<>();
            for (Future<Times> probe : probes) {
                times.add(probe.get(PATIENCE.toSeconds() * 2, TimeUnit.SECONDS));
            }
            return new Recovery(fault,
                    Duration.ofNanos(times.stream().mapToLong(Times::accepted).max().orElseThrow() - since),
                    Duration.ofNanos(times.stream().mapToLong(Times::applied).max().orElseThrow() - since));
        } catch (ExecutionException | TimeoutException failed) {
            throw new IllegalStateException(fault, failed);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Times probe(Partition partition) {
        UUID id = Stream.generate(UUID::randomUUID).filter(each -> PARTITIONS.of(new OrderId(each)).equals(partition))
                .findFirst().orElseThrow();
        OrderHistory history = new OrderHistory(account, id);
        Change change = Change.createAs(id);
        Told told = desk.untilAccepted(account, change, PAUSE, "");
        long accepted = System.nanoTime();
        history.add(change, told);
        histories.add(history);
        await().atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(PAUSE).ignoreExceptions()
                .until(() -> account.get(told.operation()).text("status").equals("Succeeded"));
        return new Times(accepted, System.nanoTime());
    }

    List<OrderHistory> histories() {
        return List.copyOf(histories);
    }
}
