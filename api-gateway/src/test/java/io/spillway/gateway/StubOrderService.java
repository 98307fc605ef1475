package io.spillway.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** Stands in for order-service: remembers what it was asked, and answers as told. */
public final class StubOrderService implements AutoCloseable {

    /** What it was asked. */
    public record Asked(String target, Headers headers) {}

    private record Answer(int status, Map<String, String> headers, byte[] body) {}

    public final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final Map<String, Answer> special = new ConcurrentHashMap<>();
    private volatile Answer answer;
    /** What happens after it was asked and before it answers. */
    public volatile Runnable before;

    public StubOrderService() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        reset();
    }

    public void reset() {
        asked.clear();
        special.clear();
        before = () -> {};
        answers(404, Map.of("Content-Type", "application/problem+json"), "{}");
    }

    public void answers(int status, Map<String, String> headers, String body) {
        answer = new Answer(status, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    /** What it answers below one path, whatever it answers elsewhere. */
    public void answersAt(String prefix, int status, Map<String, String> headers, String body) {
        special.put(prefix, new Answer(status, headers, body.getBytes(StandardCharsets.UTF_8)));
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        String target = exchange.getRequestURI().toString();
        asked.add(new Asked(target, exchange.getRequestHeaders()));
        before.run();
        Answer now = special.entrySet().stream().filter(at -> target.startsWith(at.getKey())).map(Map.Entry::getValue)
                .findFirst().orElse(answer);
        now.headers().forEach(exchange.getResponseHeaders()::add);
        exchange.sendResponseHeaders(now.status(), now.body().length == 0 ? -1 : now.body().length);
        exchange.getResponseBody().write(now.body());
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
