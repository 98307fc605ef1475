package io.spillway.e2e;

import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;

import io.spillway.e2e.Api.Answer;
import io.spillway.e2e.Attempt.Promise;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Writers of orders who never pause: each creates orders under ids of its own, and changes one that is its own from the
 * beginning. Whatever comes of it is remembered, and nothing is tried again.
 */
final class Callers implements AutoCloseable {

    private final Api api;
    private final long pauseNanos;
    private final Queue<Attempt> attempts = new ConcurrentLinkedQueue<>();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final List<Thread> threads;

    /** @param perSecond all together */
    Callers(Api api, int count, int perSecond) {
        this.api = api;
        this.pauseNanos = TimeUnit.SECONDS.toNanos(count) / perSecond;
        this.threads = IntStream.range(0, count).mapToObj(i -> Thread.ofVirtual().unstarted(this::call)).toList();
    }

    void start() {
        threads.forEach(Thread::start);
    }

    private void call() {
        UUID own = UUID.randomUUID();
        Answer created = api.send("PUT", "/v1/orders/" + own, Api.JSON, Orders.mug("C-1"), "If-None-Match", "*",
                "Prefer", "wait=20");
        assertThat(created.status()).isEqualTo(201);
        attempts.add(new Attempt(own, true, System.nanoTime(), Promise.ACCEPTED, 0, ""));
        for (int i = 0; !stops(); i++) {
            if (i % 2 == 0) {
                attempt(own, false, "PATCH", Api.MERGE_PATCH, "{\"note\": \"n" + i + "\"}");
            } else {
                create();
            }
        }
    }

    /** @return when the caller should go on: mostly not yet */
    private boolean stops() {
        try {
            return stopping.await(ThreadLocalRandom.current().nextLong(2 * pauseNanos), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    Attempt create(String... headers) {
        return attempt(UUID.randomUUID(), true, "PUT", Api.JSON, Orders.mug("C-1"),
                IntStream.range(0, headers.length + 2)
                        .mapToObj(i -> i < headers.length ? headers[i] : i == headers.length ? "If-None-Match" : "*")
                        .toArray(String[]::new));
    }

    private Attempt attempt(UUID order, boolean create, String method, String type, String body, String... headers) {
        long begun = System.nanoTime();
        Attempt attempt;
        try {
            attempt = attempt(order, create, begun,
                    api.send(method, "/v1/orders/" + order, type, body, headers));
        } catch (UncheckedIOException noAnswer) {
            Promise promise = noAnswer.getCause() instanceof ConnectException
                    ? Promise.UNREACHED
                    : Promise.UNANSWERED;
            attempt = new Attempt(order, create, begun, promise, 0, noAnswer.getMessage());
        }
        attempts.add(attempt);
        return attempt;
    }

    private static Attempt attempt(UUID order, boolean create, long begun, Answer answer) {
        if (answer.status() == 202 || answer.status() == 201) {
            return new Attempt(order, create, begun, Promise.ACCEPTED, 0, "");
        }
        Promise promise = switch (answer.text("code")) {
            case "not-accepted" -> Promise.NOT_ACCEPTED;
            case "acceptance-unknown" -> Promise.UNKNOWN;
            default -> throw new AssertionError(answer.status() + " " + answer.response().body());
        };
        assertThat(answer.status()).isEqualTo(503);
        return new Attempt(order, create, begun, promise, Integer.parseInt(answer.header("Retry-After")),
                answer.text("detail").replaceFirst("\\..*", ""));
    }

    Collection<Attempt> attempts() {
        return attempts;
    }

    /** Whether something of this kind was begun after that moment. */
    boolean anySince(long begun, Predicate<Attempt> kind) {
        return attempts.stream().anyMatch(attempt -> attempt.begun() > begun && kind.test(attempt));
    }

    /** Returns when the last one has its answer. */
    void stop() {
        stopping.countDown();
        for (Thread thread : threads) {
            try {
                assertThat(thread.join(Duration.ofSeconds(60))).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void close() {
        stopping.countDown();
    }
}
