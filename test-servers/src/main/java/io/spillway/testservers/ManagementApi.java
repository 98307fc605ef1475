package io.spillway.testservers;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** The HTTP API of RabbitMQ's management plugin, as an administrator. */
final class ManagementApi implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE).build();
    private final URI root;
    private final String credentials;

    /** @param uri with user and password in it */
    ManagementApi(String uri) {
        root = URI.create(uri);
        if (root.getUserInfo() == null) {
            throw new TestServersException(
                    TestEnvironment.RABBITMQ_MANAGEMENT_URI + " must look like http://user:password@host:port.");
        }
        credentials = root.getUserInfo();
    }

    String user() {
        return credentials.replaceFirst(":.*", "");
    }

    /** @throws TestServersException if it is unreachable, or does not do it */
    void send(String method, String path, String body) {
        String authorization = "Basic "
                + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest
                .newBuilder(URI.create(
                        root.getScheme() + "://" + root.getHost() + ":" + root.getPort() + "/api/" + path))
                .timeout(PATIENCE).header("Authorization", authorization).header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body)).build();
        try {
            var response = client.send(request, BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new TestServersException("The management API answers " + method + " " + path + " with "
                        + response.statusCode() + ": " + response.body());
            }
        } catch (IOException e) {
            throw new TestServersException("The management API does not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TestServersException("Interrupted while the management API was asked for something.", e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
