package io.spillway.e2e;

import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import io.spillway.e2e.Api.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Many callers who wait for what really happens, all at once at one gateway. The writer is held until every one of them is
 * inside, so they do wait together.
 */
@Order(1)
@Execution(ExecutionMode.SAME_THREAD)
class WaitingIT {

    private static final String[] WAIT = {"Prefer", "wait=10"};

    private static Stack stack;
    private static Api api;

    /** What one of them asked, and was told. */
    private record Asked(int number, CompletableFuture<Answer> answer) {}

    @BeforeAll
    static void start() {
        stack = Stack.shared();
        api = stack.api().newUser("wanda").api();
    }

    @AfterEach
    void letTheWriterGo() {
        stack.resumeWriter();
    }

    @Test
    void eachOfManyWaitingCallersGetsTheirOwnOutcome() throws Exception {
        eachGetsTheirOwnOutcome(300);
    }

    @Test
    @Tag("proof")
    void eachOfTwoThousandWaitingCallersGetsTheirOwnOutcome() throws Exception {
        eachGetsTheirOwnOutcome(2_000);
    }

    private static void eachGetsTheirOwnOutcome(int callers) throws Exception {
        String shared = api.send("POST", "/v1/orders", Api.JSON, Orders.mug("shared"), WAIT).header("Location");
        stack.pauseWriter();
        Instant start = Instant.now();
        List<Asked> all = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).executor(threads)
                        .connectTimeout(Duration.ofSeconds(20)).build()) {
            for (int i = 0; i < callers; i++) {
                all.add(new Asked(i, ask(client, i, shared)));
            }
            await().atMost(Duration.ofSeconds(8)).pollInterval(Duration.ofMillis(20)).until(() -> inside() >= callers);
            Instant inside = Instant.now();
            assertThat(all).noneMatch(asked -> asked.answer().isDone());
            stack.resumeWriter();
            CompletableFuture.allOf(all.stream().map(Asked::answer).toArray(CompletableFuture[]::new))
                    .get(30, TimeUnit.SECONDS);
            System.out.printf("%d callers were waiting after %d ms, and all answered %d ms after the writer went on%n",
                    callers, Duration.between(start, inside).toMillis(),
                    Duration.between(inside, Instant.now()).toMillis());
        }

        Set<String> ids = new TreeSet<>();
        Set<Long> versions = new TreeSet<>();
        for (Asked asked : all) {
            check(asked.number(), asked.answer().get(), shared, ids, versions);
        }
        assertThat(ids).as("an order for each").hasSize(callers - 3 * (callers / 10));
        assertThat(versions).as("of the shared order").hasSize(callers / 10).allMatch(
                version -> version >= 2 && version <= 1 + callers / 10);
    }

    /** Of ten callers, seven create orders, one patches an order that all share, and two are refused. */
    private static CompletableFuture<Answer> ask(HttpClient client, int i, String shared) {
        return switch (i % 10) {
            case 0 -> api.sendAsync(client, "PATCH", shared, Api.MERGE_PATCH, "{\"note\": \"n-" + i + "\"}", WAIT);
            case 1 -> api.sendAsync(client, "PATCH", shared, Api.MERGE_PATCH, "{}", "Prefer", "wait=10", "If-Match",
                    "\"999999\"");
            case 2 -> api.sendAsync(client, "DELETE", "/v1/orders/" + new UUID(7, i), Api.JSON, "", WAIT);
            default -> api.sendAsync(client, "POST", "/v1/orders", Api.JSON, Orders.mug("w-" + i), WAIT);
        };
    }

    private static void check(int i, Answer answer, String shared, Set<String> ids, Set<Long> versions) {
        assertThat(answer.header("Preference-Applied")).as("%d: %s", i, answer.response().body()).isEqualTo("wait=10");
        switch (i % 10) {
            case 0 -> {
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.header("Content-Location")).isEqualTo(shared);
                assertThat(answer.text("note")).as("as this caller's patch left it").isEqualTo("n-" + i);
                versions.add(version(answer));
            }
            case 1 -> refused(answer, 412, "version-mismatch");
            case 2 -> refused(answer, 404, "order-not-found");
            default -> {
                assertThat(answer.status()).isEqualTo(201);
                assertThat(answer.text("customerId")).isEqualTo("w-" + i);
                assertThat(answer.header("Location")).isEqualTo("/v1/orders/" + answer.text("id"));
                assertThat(version(answer)).isEqualTo(1);
                ids.add(answer.text("id"));
            }
        }
    }

    private static void refused(Answer answer, int status, String code) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text("code")).isEqualTo(code);
    }

    private static long version(Answer answer) {
        long version = answer.body().path("version").asLong();
        assertThat(answer.header("ETag")).isEqualTo("\"" + version + "\"");
        return version;
    }

    /** How many requests the gateway works on. */
    private static long inside() {
        return stack.management().get("/actuator/metrics/http.server.requests.active").body()
                .at("/measurements/0/value").asLong();
    }
}
