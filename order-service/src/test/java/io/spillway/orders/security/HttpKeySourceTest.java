package io.spillway.orders.security;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Jwks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/** What is taken for the gateway's keys, and how long it may take. */
class HttpKeySourceTest {

    private static final SigningKey KEY = new SigningKey();
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(200);

    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
    }

    @Test
    void readsTheKeysThatAreForTokens() throws IOException {
        String encryption = new SigningKey().publicJwk().replace("{", "{\"use\":\"enc\",");
        String otherAlgorithm = new SigningKey().publicJwk().replace("{", "{\"alg\":\"ECDH-ES\",");
        String nameless = new SigningKey().publicJwk().replace("\"kid\"", "\"other\"");
        String p384 = Jwks.json(Jwks.builder().key((ECPublicKey) Jwts.SIG.ES384.keyPair()
                .build().getPublic()).id("p384").build());
        String rsa = Jwks.json(Jwks.builder().key((RSAPublicKey) Jwts.SIG.RS256.keyPair()
                .build().getPublic()).id("rsa").build());
        String unheardOf = "{\"kty\":\"XYZ\",\"kid\":\"xyz\"}";
        answer(200, "{\"keys\":[" + String.join(",", encryption, otherAlgorithm, nameless, p384, rsa, unheardOf,
                KEY.publicJwk()) + "]}");

        assertThat(fetch(LONG)).containsOnly(Map.entry(KEY.id(), KEY.publicKey()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "null", "[]", "{}", "{\"keys\":null}", "{\"keys\":{}}", "{\"keys\":[]}",
            "{\"keys\":[null]}", "{\"keys\":[1]}", "{\"keys\":[{}]}", "{\"keys\":[{\"kty\":\"EC\"}]}",
            "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"1\",\"k\":\"c2VjcmV0\"}]}"})
    void anAnswerWithoutAKeyIsNone(String body) {
        answer(200, body);

        assertThatIOException().isThrownBy(() -> fetch(LONG));
    }

    @Test
    void anAnswerOtherThanOkIsNone() {
        answer(500, SigningKey.jwks(KEY));

        assertThatIOException().isThrownBy(() -> fetch(LONG)).withMessageContaining("status 500");
    }

    @Test
    void isNotLedElsewhere() {
        AtomicInteger elsewhere = new AtomicInteger();
        server.createContext("/elsewhere", exchange -> {
            elsewhere.incrementAndGet();
            respond(exchange, 200, SigningKey.jwks(KEY));
        });
        handle(exchange -> {
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            respond(exchange, 302, "");
        });

        assertThatIOException().isThrownBy(() -> fetch(LONG)).withMessageContaining("status 302");
        assertThat(elsewhere).hasValue(0);
    }

    @Test
    void anAnswerThatIsTooLargeIsNone() {
        answer(200, SigningKey.jwks(KEY) + " ".repeat(HttpKeySource.MAX_BYTES));

        assertThatIOException().isThrownBy(() -> fetch(LONG)).withMessageContaining("more than 65536 bytes");
    }

    @Test
    void waitsForNoAnswerForABoundedTime() {
        handle(exchange -> await(end));

        assertThatIOException().isThrownBy(() -> fetch(SHORT)).withMessageContaining("200 ms");
    }

    @Test
    void waitsForTheRestOfAnAnswerForABoundedTime() {
        handle(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            OutputStream body = exchange.getResponseBody();
            body.write('{');
            body.flush();
            await(end);
        });

        assertThatIOException().isThrownBy(() -> fetch(SHORT)).withMessageContaining("200 ms");
    }

    @Test
    void nobodyThereIsAnErrorLikeOthers() {
        server.stop(0);

        assertThatIOException().isThrownBy(() -> fetch(LONG));
    }

    private Map<String, PublicKey> fetch(Duration patience) throws IOException {
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/jwks.json");
        try (HttpKeySource source = new HttpKeySource(url, patience)) {
            return source.fetch();
        }
    }

    private void answer(int status, String body) {
        handle(exchange -> respond(exchange, status, body));
    }

    private void handle(HttpHandler handler) {
        server.createContext("/jwks.json", handler);
    }

    private static void respond(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
