package io.spillway.orders;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpServer;
import io.spillway.contract.identity.Role;
import io.spillway.contract.identity.TokenClaims;
import io.spillway.orders.security.SigningKey;

/** As much of a gateway as order-service knows of: makes tokens, publishes its keys, and can be away. */
final class TestGateway implements AutoCloseable {

    private final SigningKey key = new SigningKey();
    private final AtomicInteger asked = new AtomicInteger();
    private final HttpServer server;
    private volatile boolean away;

    TestGateway() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/.well-known/jwks.json", exchange -> {
            asked.incrementAndGet();
            byte[] body = SigningKey.jwks(key).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(away ? 503 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    String jwksUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/.well-known/jwks.json";
    }

    SigningKey key() {
        return key;
    }

    /** How often somebody wanted the keys. */
    int asked() {
        return asked.get();
    }

    void goAway() {
        away = true;
    }

    void comeBack() {
        away = false;
    }

    Credentials user(String user) {
        return credentials(user, Role.USER);
    }

    Credentials operator(String user) {
        return credentials(user, Role.OPERATOR);
    }

    private Credentials credentials(String user, Role role) {
        String consumerKey = "consumer-key-of-" + user;
        return new Credentials(key.token(user, role, consumerKey, Instant.now()), consumerKey);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    record Credentials(String token, String consumerKey) {

        /** Names and values in turn. */
        String[] headers() {
            return new String[]{"Authorization", "Bearer " + token, TokenClaims.CONSUMER_KEY_HEADER, consumerKey};
        }
    }
}
