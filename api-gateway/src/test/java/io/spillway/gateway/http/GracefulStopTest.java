package io.spillway.gateway.http;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

import io.spillway.gateway.RunningGateway;
import io.spillway.gateway.core.Acceptance.Accepted;
import io.spillway.gateway.core.CommandPublisher;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What callers see of a gateway that stops: nothing lost, nothing begun, and soon over. */
class GracefulStopTest {

    private static final String ORDER = """
            {"customerId":"c","currency":"EUR","items":[{"sku":"a","name":"Tea","quantity":1,"unitPrice":2}]}""";
    private static final String ID = "/v1/orders/01a20423-2af3-7546-b9cc-ecd62cdde46e";

    private final CountDownLatch confirm = new CountDownLatch(1);
    private final CountDownLatch published = new CountDownLatch(2);

    /** Confirms deletes when it is told to, and everything else at once. */
    private final CommandPublisher publisher = outgoing -> {
        published.countDown();
        if (outgoing.replyTo() == null) {
            try {
                confirm.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return new Accepted();
    };

    @Test
    void finishesWhatIsAtWorkTellsWhoWaitsAndTakesNothingNew() throws Exception {
        RunningGateway gateway = RunningGateway.publishingTo(publisher, "spring.rabbitmq.addresses=127.0.0.1:1",
                "spillway.stop.quiet-period=3s");
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<HttpResponse<String>> unconfirmed = send(callers, () -> gateway.send("DELETE", ID, ""));
            CompletableFuture<HttpResponse<String>> waiting = send(callers,
                    () -> gateway.send("DELETE", ID, "", "Prefer", "wait=30"));
            published.await();

            CompletableFuture<Void> stopped = CompletableFuture.runAsync(gateway::stop, callers);

            assertThat(waiting).succeedsWithin(Duration.ofSeconds(2)).returns(202, HttpResponse::statusCode);
            await().until(() -> gateway.getAsIs("/readyz").statusCode() == 503);
            assertThat(gateway.getAsIs("/livez").statusCode()).isEqualTo(200);
            refused(gateway.send("POST", "/v1/orders", ORDER, "Content-Type", "application/json"), "not-accepted");
            refused(gateway.get(ID), "unavailable");
            assertThat(unconfirmed).isNotDone();

            confirm.countDown();
            assertThat(unconfirmed).succeedsWithin(Duration.ofSeconds(2)).returns(202, HttpResponse::statusCode);
            assertThat(stopped).succeedsWithin(Duration.ofSeconds(10));
        } finally {
            gateway.close();
        }
    }

    private static void refused(HttpResponse<String> answer, String code) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.headers().firstValue("Connection")).contains("close");
    }

    private static CompletableFuture<HttpResponse<String>> send(ExecutorService callers,
            Supplier<HttpResponse<String>> request) {
        return CompletableFuture.supplyAsync(request, callers);
    }
}
