package io.spillway.benchmarks.classic;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import io.spillway.benchmarks.broker.Backlog;
import io.spillway.benchmarks.broker.CountingBroker;
import io.spillway.benchmarks.store.CostlyStore;
import io.spillway.benchmarks.store.StoreCost;
import io.spillway.benchmarks.ways.ConsumerProcess;
import io.spillway.benchmarks.ways.Way;
import io.spillway.benchmarks.workload.CommandMaker;
import io.spillway.benchmarks.workload.StoredOrders;
import io.spillway.contract.command.Command;
import io.spillway.contract.messaging.Partitions;
import io.spillway.contract.order.OrderId;
import io.spillway.testservers.TestBroker;
import io.spillway.testservers.TestStore;

/** Each caller goes on when its command is safely in the queue; the writer-service writes. */
record Buffered(TestBroker broker, TestStore store, StoreCost cost, ConsumerProcess.Settings consumers) {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** So many that every lane gets some, and has its connections open then. */
    private static final int WARM_UP = 100;
    private static final long LOOK_MILLIS = 2;

    List<Write> measure(int count) throws IOException, InterruptedException, TimeoutException {
        Partitions partitions = new Partitions(Partitions.DEFAULT);
        CommandMaker maker = new CommandMaker();
        try (StoredOrders stored = new StoredOrders(store.uri());
                Backlog backlog = new Backlog(broker, partitions);
                CountingBroker counting = new CountingBroker(broker);
                CostlyStore costly = new CostlyStore(store.uri(), cost);
                ConsumerProcess writer = new ConsumerProcess(Way.of(Way.SPILLWAY), partitions, consumers,
                        counting.uri(), costly.uri(StoredOrders.DATABASE))) {
            backlog.publish(Stream.generate(maker::create).limit(WARM_UP).iterator());
            awaitStarted(counting, costly, writer);
            Map<OrderId, Write> answered = new LinkedHashMap<>();
            Stopwatch watch = new Stopwatch();
            for (int i = 0; i < count; i++) {
                Command command = maker.create();
                Duration asked = watch.now();
                backlog.publish(List.of(command).iterator());
                Duration confirmed = watch.now();
                answered.put(command.orderId(), new Write(asked, confirmed, confirmed));
            }
            return awaitWritten(answered, stored, writer, watch);
        }
    }

    /** Until its first commands are written and its indexes are made: until it asks the store for nothing any more. */
    private void awaitStarted(CountingBroker counting, CostlyStore costly, ConsumerProcess writer)
            throws InterruptedException {
        Stopwatch watch = new Stopwatch();
        Duration quiet = cost.call().multipliedBy(2).plusMillis(500);
        long calls = 0;
        Duration lastCall = Duration.ZERO;
        while (counting.progress().acknowledged() < WARM_UP
                || watch.now().compareTo(lastCall.plus(quiet)) < 0) {
            if (costly.traffic().calls() != calls) {
                calls = costly.traffic().calls();
                lastCall = watch.now();
            }
            pause(watch, writer);
        }
    }

    private static List<Write> awaitWritten(Map<OrderId, Write> answered, StoredOrders stored, ConsumerProcess writer,
            Stopwatch watch) throws InterruptedException {
        List<Write> written = new ArrayList<>();
        while (!answered.isEmpty()) {
            pause(watch, writer);
            for (Iterator<Map.Entry<OrderId, Write>> left = answered.entrySet().iterator(); left.hasNext();) {
                Map.Entry<OrderId, Write> next = left.next();
                if (stored.contains(next.getKey())) {
                    written.add(new Write(next.getValue().asked(), next.getValue().answered(), watch.now()));
                    left.remove();
                }
            }
        }
        return written;
    }

    private static void pause(Stopwatch watch, ConsumerProcess writer) throws InterruptedException {
        writer.requireAlive();
        if (watch.now().compareTo(PATIENCE) > 0) {
            throw new IllegalStateException("The writer-service did not write in " + PATIENCE.toSeconds() + " s");
        }
        Thread.sleep(LOOK_MILLIS);
    }
}
