package io.spillway.standalone.samples;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.spillway.standalone.samples.OrderSender.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HttpOrderSenderTest {

    private record Response(int status, String body, String retryAfter) {}

    private static final Response ACCEPTED = new Response(202, "{}", "1");
    private static final Response NOT_ACCEPTED = new Response(503, "{\"code\":\"not-accepted\"}", "0");
    private static final Response ACCEPTANCE_UNKNOWN = new Response(503, "{\"code\":\"acceptance-unknown\"}", "0");

    private final Queue<Response> responses = new ArrayDeque<>();
    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer gateway;

    @BeforeEach
    void start() throws IOException {
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 1);
        gateway.createContext("/v1/orders", this::answer);
        gateway.start();
    }

    @AfterEach
    void stop() {
        gateway.stop(0);
    }

    @Test
    void repeatsWhatTheGatewayCertainlyDidNotTake() throws Exception {
        responses.addAll(List.of(NOT_ACCEPTED, new Response(429, "{}", "0"), ACCEPTED));

        assertThat(send(Duration.ofSeconds(10))).isEqualTo(Answer.ACCEPTED);
        assertThat(requests).hasValue(3);
    }

    @Test
    void doesNotRepeatWhatTheGatewayMayHaveTaken() throws Exception {
        responses.add(ACCEPTANCE_UNKNOWN);

        assertThat(send(Duration.ofSeconds(10))).isEqualTo(Answer.UNKNOWN);
        assertThat(requests).hasValue(1);
    }

    @Test
    void doesNotRepeatWhatTheGatewayRefused() throws Exception {
        responses.add(new Response(422, "{}", "0"));

        assertThat(send(Duration.ofSeconds(10))).isEqualTo(Answer.REJECTED);
    }

    @Test
    void givesUpWhenItWouldHaveToWaitLongerThanItsPatience() throws Exception {
        responses.add(new Response(503, NOT_ACCEPTED.body(), "20"));

        assertThat(send(Duration.ofSeconds(10))).isEqualTo(Answer.REJECTED);
        assertThat(requests).hasValue(1);
    }

    private Answer send(Duration patience) throws InterruptedException {
        URI orders = URI.create("http://127.0.0.1:" + gateway.getAddress().getPort() + "/v1/orders");
        return new HttpOrderSender(orders, Map.of("ConsumerKey", "k"), patience).send("{}");
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        Response response = responses.remove();
        byte[] body = response.body().getBytes(StandardCharsets.UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("Retry-After", response.retryAfter());
        exchange.sendResponseHeaders(response.status(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
