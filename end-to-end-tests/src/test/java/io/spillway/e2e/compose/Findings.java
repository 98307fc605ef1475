package io.spillway.e2e.compose;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.spillway.e2e.Api;
import io.spillway.e2e.Api.Answer;
import io.spillway.e2e.compose.OrderHistory.Entry;
import io.spillway.e2e.compose.Told.Promise;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What callers find in the end: the outcome of every operation, and all orders. */
final class Findings {

    private static final int AT_ONCE = 12;

    private Findings() {}

    /**
     * Waits for those that have no outcome yet.
     *
     * @param patience for all of them together; those without an outcome by then are told as they are
     */
    static Map<String, Audit.Outcome> outcomes(Collection<OrderHistory> histories, Duration patience) {
        Map<String, Audit.Outcome> outcomes = new ConcurrentHashMap<>();
        long until = System.nanoTime() + patience.toNanos();
        try (ExecutorService readers = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<?>> all = histories.stream().<Future<?>>map(history -> readers.submit(() -> {
                for (Entry entry : history.entries()) {
                    if (entry.promise() == Promise.ACCEPTED) {
                        outcomes.put(entry.operation(), outcome(history.owner(), entry.operation(), until));
                    }
                }
            })).toList();
            for (Future<?> each : all) {
                each.get();
            }
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return outcomes;
    }

    private static Audit.Outcome outcome(Api owner, String operation, long until) {
        while (true) {
            boolean last = System.nanoTime() > until;
            try {
                Answer answer = owner.send("GET", operation, Api.JSON, "", "Prefer", last ? "wait=0" : "wait=10");
                JsonNode body = answer.body();
                String status = answer.status() == 200 ? body.path("status").asString() : "HTTP " + answer.status();
                if (last || status.equals("Succeeded") || status.equals("Failed")) {
                    return new Audit.Outcome(status, body.at("/error/code").asString(""),
                            body.at("/resource/version").asLong(0));
                }
            } catch (UncheckedIOException noAnswer) {
                if (last) {
                    throw noAnswer;
                }
            }
        }
    }

    /** All that these callers see. */
    static Map<UUID, OrderState> visible(Collection<Api> accounts) {
        Map<UUID, OrderState> visible = new HashMap<>();
        for (Api account : accounts) {
            String page = "/v1/orders?limit=100";
            while (!page.isEmpty()) {
                Answer answer = account.get(page);
                assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
                answer.body().path("data").forEach(order -> visible.put(UUID.fromString(order.path("id").asString()),
                        new OrderState(order.path("version").asLong(), true, order.path("status").asString(),
                                order.path("note").asString(null))));
                page = answer.header("Link").replaceAll("<(.*)>; *rel=\"?next\"?", "$1");
            }
        }
        return visible;
    }
}
