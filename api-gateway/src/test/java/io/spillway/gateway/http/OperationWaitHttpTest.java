package io.spillway.gateway.http;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.spillway.contract.command.Command;
import io.spillway.gateway.RunningGateway;
import io.spillway.gateway.StubOrderService;
import io.spillway.gateway.core.FakeOutcomes;
import io.spillway.gateway.core.FakePublisher;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** {@code Prefer: wait} on operations: the answer comes when there is something to tell. */
class OperationWaitHttpTest {

    private static final FakePublisher PUBLISHER = new FakePublisher();
    private static StubOrderService orderService;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        orderService = new StubOrderService();
        gateway = gateway();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        orderService.close();
    }

    @AfterEach
    void reset() {
        PUBLISHER.published.clear();
        orderService.reset();
    }

    private static RunningGateway gateway() {
        return RunningGateway.publishingTo(PUBLISHER, new FakeOutcomes(),
                "spillway.order-service.url=" + orderService.url(), "spring.rabbitmq.addresses=127.0.0.1:1");
    }

    @Test
    void whoWaitsIsToldWhenTheOperationEnds() {
        String operation = operation(gateway);
        orderService.before = () -> {
            if (orderService.asked.size() == 4) {
                recorded();
            }
        };

        HttpResponse<String> answer = gateway.get(operation, "Prefer", "wait=20");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"status\":\"Succeeded\"");
        assertThat(answer.headers().firstValue("Preference-Applied")).contains("wait=20");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(orderService.asked).hasSize(4);
    }

    @Test
    void whatHasEndedIsToldAtOnce() {
        String operation = operation(gateway);
        recorded();

        HttpResponse<String> answer = gateway.get(operation, "Prefer", "wait=99");

        assertThat(answer.headers().firstValue("Preference-Applied")).contains("wait=30");
        assertThat(orderService.asked).hasSize(1);
    }

    @Test
    void whoWaitedInVainIsToldThatItHasNotStarted() {
        String operation = operation(gateway);
        long begin = System.nanoTime();

        HttpResponse<String> answer = gateway.get(operation, "Prefer", "wait=1");

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"status\":\"NotStarted\"");
        assertThat(answer.headers().firstValue("Preference-Applied")).isEmpty();
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        assertThat(orderService.asked).as("looks").hasSizeBetween(2, 9);
    }

    @Test
    void whoDoesNotWaitIsToldThePresentState() {
        String operation = operation(gateway);

        HttpResponse<String> answer = gateway.get(operation, "Prefer", "wait=soon");

        assertThat(answer.body()).contains("\"status\":\"NotStarted\"");
        assertThat(orderService.asked).hasSize(1);
    }

    @Test
    void nobodyWaitsForWhatIsNotTheirs() {
        assertThat(gateway.get("/v1/operations/abc", "Prefer", "wait=30").statusCode()).isEqualTo(404);
        assertThat(orderService.asked).isEmpty();
    }

    @Test
    void aGatewayThatStopsAnswersWhoeverWaitsAtOnce() throws Exception {
        RunningGateway stopping = gateway();
        String operation = operation(stopping);
        CompletableFuture<HttpResponse<String>> waiting = CompletableFuture
                .supplyAsync(() -> stopping.get(operation, "Prefer", "wait=30"));
        await().until(() -> orderService.asked.size() > 1);

        CompletableFuture<Void> stopped = CompletableFuture.runAsync(stopping::stopServing);
        HttpResponse<String> answer = waiting.get(15, TimeUnit.SECONDS);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"status\":\"NotStarted\"");
        stopped.get(15, TimeUnit.SECONDS);
        stopping.close();
    }

    private static String operation(RunningGateway at) {
        return at.send("DELETE", "/v1/orders/01a20423-2af3-7546-b9cc-ecd62cdde46e", "").headers()
                .firstValue("Location").orElseThrow();
    }

    private static void recorded() {
        Command command = PUBLISHER.published.getFirst();
        orderService.answersAt("/internal/commands/" + command.id(), 200, Map.of("Content-Type", "application/json"),
                """
                        {"id": "%s", "orderId": "%s", "kind": "delete", "actor": "demo", "payloadHash": "%s",
                         "issuedAt": "%s", "completedAt": "2026-11-22T12:00:01.500Z",
                         "outcome": {"result": "applied", "version": 3}}"""
                        .formatted(command.id(), command.orderId(), command.header().payloadHash(),
                                command.header().issuedAt()));
    }
}
