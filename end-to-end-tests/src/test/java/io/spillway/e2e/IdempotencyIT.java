package io.spillway.e2e;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.spillway.e2e.Api.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import static org.assertj.core.api.Assertions.assertThat;

/** A request that is repeated with its {@code Idempotency-Key}, wherever and whenever it comes in, is one request. */
@Order(1)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Execution(ExecutionMode.SAME_THREAD)
class IdempotencyIT {

    private static final String MUG = Orders.mug("C-1");
    private static final String TWO = Orders.items(2);

    private Stack stack;
    private Api first;
    private Api second;

    @BeforeEach
    void start() {
        stack = Stack.shared();
        String name = "ida" + Long.toString(System.nanoTime(), 36);
        first = stack.api().newUser(name).api();
        second = first.at(stack.anotherGateway());
    }

    @Test
    @Order(Integer.MAX_VALUE) // kills a gateway that others would have to start again
    void eachKeyIsOneOrderAndOneOperationAndHasOneAnswer() {
        new RepeatedCreates(stack, first, second, 60).run();
    }

    @Test
    @Tag("proof")
    @Order(Integer.MAX_VALUE)
    void eachOfAThousandKeysIsOneOrderAndOneOperationAndHasOneAnswer() {
        new RepeatedCreates(stack, first, second, 1_000).run();
    }

    /** All of them lie in the queue before the writer sees one; the first one there decides. */
    @Test
    void repeatsThatWaitGetTheFirstOutcomeEachThroughTheirOwnGateway() throws Exception {
        stack.pauseWriter();
        Answer accepted;
        CompletableFuture<HttpResponse<String>> here;
        CompletableFuture<HttpResponse<String>> there;
        CompletableFuture<HttpResponse<String>> other;
        try {
            accepted = create(first, MUG, "k");
            here = first.begin("POST", "/v1/orders", Api.JSON, MUG, "Idempotency-Key", "k", "Prefer", "wait=30");
            there = second.begin("POST", "/v1/orders", Api.JSON, MUG, "Idempotency-Key", "k", "Prefer", "wait=30");
            other = second.begin("POST", "/v1/orders", Api.JSON, TWO, "Idempotency-Key", "k", "Prefer", "wait=30");
            // time to get into the queue; nothing below depends on it
            new CountDownLatch(1).await(500, TimeUnit.MILLISECONDS);
        } finally {
            stack.resumeWriter();
        }

        assertThat(accepted.status()).isEqualTo(202);
        String order = first.outcome(accepted).at("/resource/href").asString();
        for (CompletableFuture<HttpResponse<String>> repeat : List.of(here, there)) {
            Answer answer = new Answer(repeat.get(40, TimeUnit.SECONDS));
            assertThat(answer.status()).as(answer.response().body()).isEqualTo(201);
            assertThat(answer.header("Location")).isEqualTo(order);
            assertThat(answer.header("Operation-Location")).isEqualTo(accepted.header("Location"));
            assertThat(answer.body()).isEqualTo(first.get(order).body());
        }
        Answer refused = new Answer(other.get(40, TimeUnit.SECONDS));
        assertThat(refused.status()).as(refused.response().body()).isEqualTo(422);
        assertThat(refused.text("code")).isEqualTo("idempotency-key-reused");
        assertThat(first.get(refused.header("Operation-Location")).body().at("/error/code").asString())
                .isEqualTo("idempotency-key-reused");
    }

    @Test
    void ofTwoBodiesUnderOneKeyOneIsAppliedAndOneRefused() {
        List<CompletableFuture<List<Integer>>> races = IntStream.range(0, 20).mapToObj(i -> {
            Stream<CompletableFuture<HttpResponse<String>>> both = Stream.of(
                    first.begin("POST", "/v1/orders", Api.JSON, MUG, "Idempotency-Key", "k" + i, "Prefer", "wait=30"),
                    second.begin("POST", "/v1/orders", Api.JSON, TWO, "Idempotency-Key", "k" + i, "Prefer",
                            "wait=30"));
            return both.map(answer -> answer.thenApply(it -> List.of(it.statusCode())))
                    .reduce((one, two) -> one.thenCombine(two, (a, b) -> Stream.of(a, b).flatMap(List::stream)
                            .sorted().toList()))
                    .orElseThrow();
        }).toList();

        assertThat(races).allSatisfy(
                race -> assertThat(race.get(40, TimeUnit.SECONDS)).containsExactly(201, 422));
    }

    @Test
    void aRepeatOfAChangeIsNoSecondChange() {
        String order = first.outcome(first.post(MUG)).at("/resource/href").asString();

        Answer patched = change("PATCH", first, order, "{\"note\": \"gift\"}", "\"1\"");
        Answer again = change("PATCH", second, order, "{\"note\": \"gift\"}", "\"1\"");
        assertThat(patched.status()).isEqualTo(200);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(again.header("ETag")).isEqualTo("\"2\"");
        assertThat(again.body()).isEqualTo(patched.body());
        assertThat(change("PATCH", second, order, "{\"note\": \"gift\"}", "\"2\"").status())
                .as("another condition").isEqualTo(422);

        assertThat(change("DELETE", second, order, "", "\"2\"").status()).isEqualTo(204);
        assertThat(change("DELETE", first, order, "", "\"2\"").status()).isEqualTo(204);
        assertThat(first.get(order).status()).isEqualTo(404);
        Answer late = change("PATCH", first, order, "{\"note\": \"gift\"}", "\"1\"");
        assertThat(late.status()).as("it was applied, and there is no order to show any more").isEqualTo(202);
        assertThat(late.text("status")).isEqualTo("Succeeded");
    }

    private static Answer create(Api api, String body, String key) {
        return api.send("POST", "/v1/orders", Api.JSON, body, "Idempotency-Key", key);
    }

    private static Answer change(String method, Api api, String order, String body, String version) {
        return api.send(method, order, method.equals("PATCH") ? Api.MERGE_PATCH : Api.JSON, body, "Idempotency-Key",
                "\"k\"", "Prefer", "wait=30", "If-Match", version);
    }
}
