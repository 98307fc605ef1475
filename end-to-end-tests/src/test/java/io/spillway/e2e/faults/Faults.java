package io.spillway.e2e.faults;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.spillway.testservers.PrivateBroker;

import static org.awaitility.Awaitility.await;

/**
 * Makes faults happen, one after the other, each in the middle of a rush. A writer comes up again, or wakes from a long
 * pause, while the next ones happen. For one thread.
 */
final class Faults implements AutoCloseable {

    private static final Duration MOMENT = Duration.ofMillis(1_500);
    /** More than the three heartbeats of a writer's connection after which the broker gives it up. */
    private static final Duration LONG = Duration.ofSeconds(8);
    private static final Duration RUSH = Duration.ofMillis(300);
    private static final Duration START = Duration.ofSeconds(200);

    private final PrivateBroker broker;
    private final Management management;
    private final StoreProcess store;
    private final Writers writers;
    private final Load load;
    private final Random random;
    private final Map<Fault, Integer> counts = new EnumMap<>(Fault.class);
    private final List<Future<?>> unfinished = new ArrayList<>();
    private final ExecutorService background = Executors.newCachedThreadPool();
    private long redelivered;

    Faults(PrivateBroker broker, Management management, StoreProcess store, Writers writers, Load load,
            Random random) {
        this.broker = broker;
        this.management = management;
        this.store = store;
        this.writers = writers;
        this.load = load;
        this.random = random;
    }

    /** Kills that writer for good, without a rush, so that it can be told how long its work waits. @return when it was gone */
    Instant kill(Writers.Place place) {
        count(Fault.WRITER_KILLED);
        place.kill();
        return Instant.now();
    }

    private void count(Fault fault) {
        System.out.println("[faults] " + Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + fault.description());
        counts.merge(fault, 1, Integer::sum);
    }

    /** Returns when it is over, but for a writer that may still be starting. */
    void happen(Fault fault) {
        count(fault);
        load.rush();
        rest(randomly(RUSH));
        switch (fault) {
            case WRITER_KILLED -> {
                Writers.Place place = anyWriter();
                place.kill();
                startSoon(place);
            }
            case WRITER_RESTARTED -> {
                Writers.Place place = anyWriter();
                place.stop();
                startSoon(place);
            }
            case WRITER_PAUSED -> {
                Writers.Place place = anyWriter();
                place.pause();
                rest(MOMENT);
                place.resume();
            }
            case WRITER_PAUSED_FOR_LONG -> {
                Writers.Place place = anyWriter();
                place.pause();
                inBackground(() -> {
                    rest(LONG);
                    place.resume();
                });
            }
            case CONNECTIONS_CLOSED -> management.closeConnectionsOf(anyWriter().name());
            case LOAD_CONNECTIONS_CLOSED -> management.closeConnectionsOf("test");
            case BROKER_KILLED -> restartBroker(broker::kill);
            case BROKER_RESTARTED -> restartBroker(broker::stop);
            case STORE_KILLED -> restartStore(store::kill);
            case STORE_RESTARTED -> restartStore(store::stop);
            case STORE_PAUSED -> {
                store.pause();
                rest(MOMENT);
                store.resume();
            }
        }
    }

    private void restartBroker(Runnable end) {
        countRedelivered();
        end.run();
        rest(randomly(Duration.ofSeconds(1)));
        broker.start();
        await().atMost(START).ignoreExceptions().until(() -> management.activeConsumers() != null);
    }

    private void restartStore(Runnable end) {
        end.run();
        rest(randomly(MOMENT));
        store.start();
    }

    private Writers.Place anyWriter() {
        await().alias("a writer is up").atMost(START).until(() -> !writers.ready().isEmpty());
        List<Writers.Place> ready = writers.ready();
        return ready.get(random.nextInt(ready.size()));
    }

    /** Returns before it is up. */
    void startSoon(Writers.Place place) {
        inBackground(place::start);
    }

    private void inBackground(Runnable task) {
        unfinished.add(background.submit(task));
    }

    /** Returns when every writer is up. */
    void awaitWriters() throws Exception {
        for (Future<?> task : unfinished) {
            task.get(START.toSeconds(), TimeUnit.SECONDS);
        }
        unfinished.clear();
    }

    Duration randomly(Duration atMost) {
        return Duration.ofMillis(random.nextLong(atMost.toMillis()));
    }

    static void rest(Duration time) {
        try {
            new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The broker forgets it with every start. */
    private void countRedelivered() {
        redelivered += management.redelivered();
    }

    /** At least so many messages were delivered more than once. */
    long redelivered() {
        countRedelivered();
        return redelivered;
    }

    Map<Fault, Integer> counts() {
        return counts;
    }

    @Override
    public void close() {
        background.shutdownNow();
    }
}
