package io.spillway.e2e.compose;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.spillway.e2e.Api;

/**
 * People who order and change their minds, each at an own pace and each with own orders. Nine of ten requests carry a key and are
 * repeated until they are accepted, one of ten is a create without a key, asked for once.
 */
final class Shoppers implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int AT_HAND = 40;

    private final Desk desk;
    private final long paceNanos;
    private final Queue<OrderHistory> histories = new ConcurrentLinkedQueue<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final List<Thread> threads;

    /** @param perSecond all together, when nothing keeps them waiting */
    Shoppers(Desk desk, List<Api> accounts, int count, int perSecond) {
        this.desk = desk;
        this.paceNanos = TimeUnit.SECONDS.toNanos(count) / perSecond;
        this.threads = IntStream.range(0, count)
                .mapToObj(i -> Thread.ofVirtual().unstarted(() -> shop(accounts.get(i % accounts.size())))).toList();
    }

    void start() {
        threads.forEach(Thread::start);
    }

    private void shop(Api account) {
        try {
            Random random = new Random();
            List<OrderHistory> own = new ArrayList<>();
            while (!stops()) {
                int roll = random.nextInt(10);
                if (roll == 0) {
                    orderWithoutKey(account);
                } else if (roll < 4 || own.isEmpty()) {
                    OrderHistory history = order(account, random);
                    own.add(history);
                } else {
                    OrderHistory history = own.get(random.nextInt(own.size()));
                    change(history, random);
                    own.removeIf(each -> !each.isOpen());
                }
                if (own.size() > AT_HAND) {
                    own.remove(random.nextInt(own.size()));
                }
            }
        } catch (RuntimeException | Error unexpected) {
            failures.add(unexpected);
        }
    }

    /** @return when it is time to leave: mostly not yet */
    private boolean stops() {
        try {
            return stopping.await(ThreadLocalRandom.current().nextLong(2 * paceNanos), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void orderWithoutKey(Api account) {
        UUID id = UUID.randomUUID();
        OrderHistory history = new OrderHistory(account, id);
        Change change = Change.createAs(id);
        history.add(change, desk.once(account, change));
        histories.add(history);
    }

    private OrderHistory order(Api account, Random random) {
        OrderHistory history = new OrderHistory(account, null);
        Change change = Change.create();
        history.add(change, desk.untilAccepted(account, change, PAUSE, preference(random)));
        histories.add(history);
        return history;
    }

    private void change(OrderHistory history, Random random) {
        UUID id = history.id();
        if (id != null) {
            Change change = Change.any(id, history.now(), random);
            history.add(change, desk.untilAccepted(history.owner(), change, PAUSE, preference(random)));
        }
    }

    /** One of six wants to know what came of it. */
    private static String preference(Random random) {
        return random.nextInt(6) == 0 ? "wait=5" : "";
    }

    /** Returns when the last one has got an answer. */
    void stop() {
        stopping.countDown();
        for (Thread thread : threads) {
            try {
                if (!thread.join(Duration.ofSeconds(120))) {
                    throw new IllegalStateException("Somebody still waits for an answer");
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        failures.forEach(failure -> {
            throw new IllegalStateException(failures.size() + " gave up, for example", failure);
        });
    }

    /** Complete when they have stopped. */
    List<OrderHistory> histories() {
        return List.copyOf(histories);
    }

    @Override
    public void close() {
        stopping.countDown();
    }
}
