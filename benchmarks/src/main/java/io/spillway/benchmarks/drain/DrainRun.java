package io.spillway.benchmarks.drain;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeoutException;

import io.spillway.benchmarks.broker.Backlog;
import io.spillway.benchmarks.broker.CountingBroker;
import io.spillway.benchmarks.report.Profile;
import io.spillway.benchmarks.store.CostlyStore;
import io.spillway.benchmarks.store.StoreTraffic;
import io.spillway.benchmarks.ways.ConsumerProcess;
import io.spillway.benchmarks.ways.Consumers;
import io.spillway.benchmarks.workload.CommandMaker;
import io.spillway.benchmarks.workload.StoredOrders;
import io.spillway.contract.messaging.Partitions;
import io.spillway.testservers.TestBroker;
import io.spillway.testservers.TestStore;

/**
 * Measures one round of a case: publishes the backlog, starts the consumer, leaves it a part of the backlog to get warm,
 * and takes the time from there until everything is acknowledged.
 *
 * @param warmUp commands before those that are measured
 * @param limit  how long is measured at most; likewise how long a consumer has to get warm
 */
record DrainRun(TestBroker broker, TestStore store, ConsumerProcess.Settings consumers, int warmUp,
        Duration limit) {

    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
    private static final long LOOK_MILLIS = 2;

    /** One more round, whose rate doesn't count, because being watched takes time too. */
    Profile profile(Case measured, Path recording) throws IOException, InterruptedException, TimeoutException {
        Drained drained = new DrainRun(broker, store, consumers.plus(Profile.javaOption(recording)), warmUp, limit)
                .measure(measured, 0);
        return Profile.read(recording, drained.ended().minus(drained.took()), drained.ended());
    }

    Drained measure(Case measured, int round) throws IOException, InterruptedException, TimeoutException {
        // A queue has one active consumer, so more consumers than queues would be idle.
        Partitions partitions = new Partitions(Math.max(Partitions.DEFAULT, measured.way().consumers()));
        CommandMaker maker = new CommandMaker();
        try (StoredOrders stored = new StoredOrders(store.uri());
                Backlog backlog = new Backlog(broker, partitions);
                CountingBroker counting = new CountingBroker(broker);
                CostlyStore costly = new CostlyStore(store.uri(), measured.cost())) {
            backlog.publish(measured.workload().commands(maker, warmUp + measured.commands()));
            try (Consumers running = Consumers.start(measured.way(), partitions, consumers, counting.uri(),
                    costly.uri(StoredOrders.DATABASE))) {
                Watch watch = new Watch(measured, counting, costly, running);
                Drained drained = watch.measure(round);
                if (drained.complete()) {
                    check(maker.score(), stored.score(), backlog.deadLetters());
                }
                return drained;
            }
        }
    }

    private static void check(CommandMaker.Score expected, CommandMaker.Score stored, long deadLetters) {
        if (!stored.equals(expected) || deadLetters > 0) {
            throw new IllegalStateException("The queues are empty, but the store holds " + stored + " and not "
                    + expected + "; dead letters: " + deadLetters);
        }
    }

    /** Looks how far the consumer is, again and again. */
    private final class Watch {

        private final Case measured;
        private final CountingBroker broker;
        private final CostlyStore store;
        private final Consumers consumers;
        private final long all;

        Watch(Case measured, CountingBroker broker, CostlyStore store, Consumers consumers) {
            this.measured = measured;
            this.broker = broker;
            this.store = store;
            this.consumers = consumers;
            this.all = (long) measured.workload().seeds() + warmUp + measured.commands();
        }

        Drained measure(int round) throws InterruptedException {
            await(1, START_TIMEOUT);
            if (broker.progress().acknowledged() == 0) {
                throw new IllegalStateException(measured.way() + " consumed nothing in " + START_TIMEOUT);
            }
            await(all - measured.commands(), limit);
            CountingBroker.Progress from = broker.progress();
            StoreTraffic trafficBefore = store.traffic();
            Duration cpuBefore = consumers.cpu();
            await(all, measured.limit());
            await(from.acknowledged() + 1, START_TIMEOUT); // on a machine that has no time at all
            CountingBroker.Progress to = broker.progress();
            if (to.acknowledged() == from.acknowledged()) {
                throw new IllegalStateException(
                        measured.way() + " acknowledged nothing after its warm-up: the backlog is too"
                                + " small, or the consumer hangs");
            }
            return new Drained(measured, round, to.acknowledged() - from.acknowledged(),
                    Duration.ofNanos(to.at() - from.at()), Instant.now(), to.acknowledged() == all,
                    store.traffic().since(trafficBefore), consumers.cpu().minus(cpuBefore), consumers.peakMemory());
        }

        /** Returns when so many are acknowledged, or the time is up. */
        private void await(long acknowledged, Duration atMost) throws InterruptedException {
            long began = System.nanoTime();
            while (broker.progress().acknowledged() < acknowledged
                    && System.nanoTime() - began < atMost.toNanos()) {
                consumers.requireAlive();
                Thread.sleep(LOOK_MILLIS);
            }
        }
    }
}
