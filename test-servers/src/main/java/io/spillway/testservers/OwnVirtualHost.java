package io.spillway.testservers;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;

/**
 * A virtual host of a given broker for this JVM alone, gone with all its queues when closed: the modules' tests run side by
 * side, and use the same queue names. Its user has to be an administrator.
 */
final class OwnVirtualHost implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE).build();
    private final URI management;
    private final String user;
    private final String authorization;
    private final String name = "spillway-tests-" + UUID.randomUUID();

    private OwnVirtualHost(URI management, String credentials) {
        this.management = management;
        this.user = credentials.replaceFirst(":.*", "");
        this.authorization = "Basic "
                + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Makes one.
     *
     * @param managementUri with user and password in it
     * @throws TestServersException if it is unreachable, or the user may not
     */
    static OwnVirtualHost create(String managementUri) {
        URI management = URI.create(managementUri);
        if (management.getUserInfo() == null) {
            throw new TestServersException(
                    TestEnvironment.RABBITMQ_MANAGEMENT_URI + " must look like http://user:password@host:port.");
        }
        OwnVirtualHost created = new OwnVirtualHost(management, management.getUserInfo());
        created.send("PUT", "vhosts/" + created.name, "{\"description\": \"tests that run, or were killed\"}");
        created.send("PUT", "permissions/" + created.name + "/" + created.user,
                "{\"configure\": \".*\", \"write\": \".*\", \"read\": \".*\"}");
        return created;
    }

    /** The same broker's URI, leading here. */
    String at(String brokerUri) {
        return URI.create(brokerUri).resolve("/" + name).toString();
    }

    private void send(String method, String path, String body) {
        HttpRequest request = HttpRequest
                .newBuilder(URI.create(management.getScheme() + "://" + management.getHost() + ":"
                        + management.getPort() + "/api/" + path))
                .timeout(PATIENCE).header("Authorization", authorization).header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body)).build();
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new TestServersException("The management API of " + TestEnvironment.RABBITMQ_MANAGEMENT_URI
                        + " answers " + method + " " + path + " with " + response.statusCode() + ": "
                        + response.body());
            }
        } catch (IOException e) {
            throw new TestServersException(
                    "The management API of " + TestEnvironment.RABBITMQ_MANAGEMENT_URI + " does not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TestServersException("Interrupted while a virtual host was made or deleted.", e);
        }
    }

    @Override
    public void close() {
        send("DELETE", "vhosts/" + name, "");
        client.close();
    }
}
