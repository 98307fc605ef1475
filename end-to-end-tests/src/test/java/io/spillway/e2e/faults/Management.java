package io.spillway.e2e.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** RabbitMQ's management API, as far as it is needed here. */
public final class Management {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2)).build();

    private final URI base;
    private final String authorization;

    public Management(String uri) {
        URI given = URI.create(uri);
        base = URI.create("http://" + given.getHost() + ":" + given.getPort() + "/api/");
        authorization = "Basic "
                + Base64.getEncoder().encodeToString(given.getUserInfo().getBytes(StandardCharsets.UTF_8));
    }

    /** Somebody who may do everything, with the name as password. */
    void addUser(String name) {
        expect(201, send("PUT", "users/" + name, "{\"password\": \"" + name + "\", \"tags\": \"\"}"));
        expect(201, send("PUT", "permissions/%2F/" + name,
                "{\"configure\": \".*\", \"write\": \".*\", \"read\": \".*\"}"));
    }

    void closeConnectionsOf(String user) {
        expect(204, send("DELETE", "connections/username/" + user, ""));
    }

    /** Which command queues each user drains; up to some seconds old. */
    Map<String, Set<String>> activeConsumers() {
        return activeConsumers("user");
    }

    /**
     * The same for each value of something else that the broker knows of a consumer's channel. The queues know who is active: in
     * the list of consumers one that had to give way goes on being called so.
     */
    public Map<String, Set<String>> activeConsumers(String channelDetail) {
        Map<String, String> users = new HashMap<>();
        get("consumers").forEach(consumer -> users.put(consumer.at("/queue/name").asString()
                + consumer.path("consumer_tag").asString(),
                consumer.at("/channel_details/" + channelDetail).asString()));
        Map<String, Set<String>> active = new TreeMap<>();
        for (JsonNode queue : get("queues")) {
            String name = queue.path("name").asString();
            String user = users.get(name + queue.path("single_active_consumer_tag").asString(""));
            if (user != null) {
                active.computeIfAbsent(user, unseen -> new TreeSet<>()).add(name);
            }
        }
        return active;
    }

    /** How many messages were delivered more than once since the node started; up to some seconds old. */
    long redelivered() {
        return get("overview").at("/message_stats/redeliver").asLong(0);
    }

    public JsonNode get(String path) {
        HttpResponse<String> response = send("GET", path, "");
        expect(200, response);
        return JSON.readTree(response.body());
    }

    private static void expect(int status, HttpResponse<String> response) {
        if (response.statusCode() != status) {
            throw new IllegalStateException(response + ": " + response.body());
        }
    }

    private HttpResponse<String> send(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(base.resolve(path)).header("Authorization", authorization)
                .header("Content-Type", "application/json").timeout(Duration.ofSeconds(10))
                .method(method, BodyPublishers.ofString(body)).build();
        try {
            return CLIENT.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
