package io.spillway.orders;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.stream.Stream;

import io.spillway.orders.TestGateway.Credentials;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service as it runs for real, on a free port, with a gateway that publishes its keys. Asks as one of its users. */
final class RunningService implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final TestGateway gateway;
    private final boolean ownGateway;
    private final ConfigurableApplicationContext context;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Credentials demo;

    private RunningService(TestGateway gateway, boolean ownGateway, String uri, String database, String... settings) {
        this.gateway = gateway;
        this.ownGateway = ownGateway;
        this.demo = gateway.user("demo");
        context = OrderService.application().run(Stream.concat(Stream.of(
                "--server.port=0", "--management.server.port=0", "--logging.level.root=warn",
                "--spillway.security.jwks-url=" + gateway.jwksUrl(),
                "--spring.mongodb.uri=" + uri, "--spring.mongodb.database=" + database), Stream.of(settings))
                .toArray(String[]::new));
    }

    RunningService(String uri, String database) {
        this(new TestGateway(), true, uri, database);
    }

    /** @param gateway stays when the service goes */
    RunningService(TestGateway gateway, TestDatabase database, String... settings) {
        this(gateway, false, database.uri(), database.name(), settings);
    }

    RunningService(TestDatabase database) {
        this(database.uri(), database.name());
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    int managementPort() {
        return context.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
    }

    /** Of the user that asks when no other is named. */
    Credentials demo() {
        return demo;
    }

    /** @param headers names and values in turn */
    Answer get(String path, String... headers) {
        return send("GET", path, headers);
    }

    Answer get(Credentials credentials, String path) {
        return exchange(port(), "GET", path, credentials.headers());
    }

    Answer send(String method, String path, String... headers) {
        return exchange(port(), method, path,
                Stream.of(demo.headers(), headers).flatMap(Stream::of).toArray(String[]::new));
    }

    /** With just these headers. */
    Answer exchange(int port, String method, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return new Answer(client.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        client.close();
        context.close();
        if (ownGateway) {
            gateway.close();
        }
    }

    record Answer(HttpResponse<String> response) {

        int status() {
            return response.statusCode();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        String text() {
            return response.body();
        }

        JsonNode json() {
            return JSON.readTree(response.body());
        }
    }
}
