package io.spillway.e2e;

import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import io.spillway.e2e.Api.Answer;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Sends every key five times over two gateways at once, in an order that chance decides, breaks a third of the requests off,
 * and kills the second gateway half-way. Then every key must be one order and one operation, and must have got one answer.
 */
final class RepeatedCreates {

    private static final int SENDS = 5;
    private static final int AT_ONCE = 32;

    private final Stack stack;
    private final Api first;
    private final Api second;
    private final int keys;
    private final long seed = System.nanoTime();
    private final Map<Integer, Set<Told>> told = new ConcurrentHashMap<>();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger replayed = new AtomicInteger();
    private final AtomicInteger brokenOff = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();

    RepeatedCreates(Stack stack, Api first, Api second, int keys) {
        this.stack = stack;
        this.first = first;
        this.second = second;
        this.keys = keys;
    }

    private record Send(int key, int number) {}

    /** What an answer says that must always be the same. */
    private record Told(int status, String location, String operation, String order) {}

    void run() {
        long begin = System.nanoTime();
        sendAll();
        long sent = System.nanoTime();
        everyOperationEnds();
        Set<String> orders = ordersThatWereTold();
        Set<String> listed = listedOrders();
        System.out.printf(
                "[idempotency] keys=%d sends=%d answered=%d replayed=%d broken-off=%d lost-with-the-gateway=%d"
                        + " orders=%d operations=%d seed=%d, sent in %d s%n",
                keys, keys * SENDS, answered.get(), replayed.get(),
                brokenOff.get(), lost.get(), listed.size(), operationsThatWereTold(), seed,
                TimeUnit.NANOSECONDS.toSeconds(sent - begin));

        assertThat(told).hasSize(keys).allSatisfy((key, answers) -> assertThat(answers).hasSize(1));
        assertThat(operationsThatWereTold()).isEqualTo(keys);
        assertThat(orders).hasSize(keys).isEqualTo(listed);
        everyRepeatIsRecognisedNow();
    }

    private void sendAll() {
        List<Send> sends = new ArrayList<>();
        for (int key = 0; key < keys; key++) {
            for (int number = 0; number < SENDS; number++) {
                sends.add(new Send(key, number));
            }
        }
        // close to each other, so that repeats meet the first one on its way
        for (int from = 0; from < sends.size(); from += 2 * AT_ONCE) {
            Collections.shuffle(sends.subList(from, Math.min(sends.size(), from + 2 * AT_ONCE)),
                    new Random(seed + from));
        }
        try (ExecutorService callers = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<?>> all = sends.stream().<Future<?>>map(send -> callers.submit(() -> perform(send))).toList();
            for (Future<?> one : all) {
                one.get(5, TimeUnit.MINUTES);
            }
        } catch (ExecutionException | TimeoutException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void perform(Send send) {
        // seeds that are close to each other begin alike
        Random random = new Random((seed + send.hashCode()) * 0x9E3779B97F4A7C15L);
        Api gateway = (send.key() + send.number()) % 2 == 0 ? first : second;
        // the first one of each key is always waited for, so that each key has an answer
        boolean impatient = send.number() > 0 && random.nextInt(3) == 0;
        Optional<Answer> answer = impatient
                ? breakOff(gateway, send.key(), random.nextInt(40))
                : Optional.of(repeatUntilAnswered(gateway, send.key()));
        answer.ifPresent(it -> {
            answered.incrementAndGet();
            note(send.key(), it);
        });
        if (ended.incrementAndGet() == keys * SENDS / 2) {
            stack.killAnotherGateway();
        }
    }

    /** As a caller does whose connection was lost: again with the same key, where somebody still answers. */
    private Answer repeatUntilAnswered(Api gateway, int key) {
        try {
            return gateway.send("POST", "/v1/orders", Api.JSON, body(key), headers(key));
        } catch (UncheckedIOException connectionLost) {
            lost.incrementAndGet();
            return first.send("POST", "/v1/orders", Api.JSON, body(key), headers(key));
        }
    }

    /** Most of these get no answer; some are quick enough. */
    private Optional<Answer> breakOff(Api gateway, int key, int millis) {
        CompletableFuture<HttpResponse<String>> request = gateway.begin("POST", "/v1/orders", Api.JSON, body(key),
                headers(key));
        try {
            return Optional.of(new Answer(request.get(millis, TimeUnit.MILLISECONDS)));
        } catch (TimeoutException enough) {
            brokenOff.incrementAndGet();
            request.cancel(true);
            return Optional.empty();
        } catch (ExecutionException connectionLost) {
            lost.incrementAndGet();
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void note(int key, Answer answer) {
        assertThat(answer.status()).as("key %d: %s", key, answer.response().body()).isEqualTo(waits(key) ? 201 : 202);
        if (answer.header("Idempotent-Replayed").equals("true")) {
            replayed.incrementAndGet();
        }
        JsonNode body = answer.body();
        String order = waits(key) ? body.path("id").asString() : body.at("/resource/id").asString();
        told.computeIfAbsent(key, any -> ConcurrentHashMap.newKeySet()).add(new Told(answer.status(),
                answer.header("Location"), answer.header("Operation-Location"), order));
    }

    private void everyRepeatIsRecognisedNow() {
        told.forEach((key, before) -> {
            // a record that is not told in time leaves it to the writer: the same answer, without the mark
            Answer again = await().pollDelay(Duration.ZERO).until(
                    () -> first.send("POST", "/v1/orders", Api.JSON, body(key), headers(key)),
                    answer -> answer.header("Idempotent-Replayed").equals("true"));
            note(key, again);
            assertThat(before).as("key %d", key).hasSize(1);
        });
    }

    private void everyOperationEnds() {
        told.values().stream().flatMap(Set::stream).map(Told::operation).distinct().forEach(operation -> {
            Answer answer = first.send("GET", operation, Api.JSON, "", "Prefer", "wait=30");
            assertThat(answer.text("status")).as(answer.response().body()).isEqualTo("Succeeded");
        });
    }

    private Set<String> ordersThatWereTold() {
        return told.values().stream().flatMap(Set::stream).map(Told::order).collect(Collectors.toSet());
    }

    private int operationsThatWereTold() {
        return told.values().stream().flatMap(Set::stream).map(Told::operation).collect(Collectors.toSet()).size();
    }

    /** Every order of this user; each must be as its create left it. */
    private Set<String> listedOrders() {
        Set<String> listed = new HashSet<>();
        String page = "/v1/orders?limit=100";
        while (!page.isEmpty()) {
            Answer answer = first.get(page);
            answer.body().path("data").forEach(order -> {
                assertThat(order.path("version").asInt()).isEqualTo(1);
                assertThat(listed.add(order.path("id").asString())).isTrue();
            });
            page = answer.header("Link").replaceAll("<(.*)>; *rel=\"?next\"?", "$1");
        }
        return listed;
    }

    private static String body(int key) {
        return Orders.mug("K-" + key);
    }

    /** Every other caller wants to know at once. */
    private static String[] headers(int key) {
        return waits(key)
                ? new String[]{"Idempotency-Key", "\"key-" + key + "\"", "Prefer", "wait=30"}
                : new String[]{"Idempotency-Key", "key-" + key};
    }

    private static boolean waits(int key) {
        return key % 2 == 0;
    }
}
