package io.spillway.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A caller of the gateway. */
public final class Api {

    public static final String JSON = "application/json";
    public static final String MERGE_PATCH = "application/merge-patch+json";

    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2)).build();

    private final URI base;
    private final Map<String, String> credentials;

    /** Somebody who has not shown who they are. */
    public Api(int port) {
        this(URI.create("http://127.0.0.1:" + port), Map.of());
    }

    private Api(URI base, Map<String, String> credentials) {
        this.base = base;
        this.credentials = credentials;
    }

    /** The same server for somebody who brings these. */
    Api with(String token, String consumerKey) {
        return new Api(base, Map.of("Authorization", "Bearer " + token, "ConsumerKey", consumerKey));
    }

    /** The same caller at another gateway. */
    Api at(Api other) {
        return new Api(other.base, credentials);
    }

    /** Registers a user and logs in. */
    public User newUser(String name) {
        String password = "correct horse " + name;
        Answer registered = send("POST", "/v1/auth/register", JSON, login(name, password));
        assertThat(registered.status()).as(registered.response().body()).isEqualTo(201);
        return logIn(name, password, registered.text("consumerKey"));
    }

    public User logIn(String name, String password, String consumerKey) {
        Answer tokens = send("POST", "/v1/auth/token", JSON, login(name, password));
        assertThat(tokens.status()).as(name).isEqualTo(200);
        return new User(name, password, consumerKey, tokens.text("access_token"), tokens.text("refresh_token"),
                with(tokens.text("access_token"), consumerKey));
    }

    static String login(String name, String password) {
        return "{\"username\": \"%s\", \"password\": \"%s\"}".formatted(name, Secrets.keep(password));
    }

    /** Somebody with an account, and the api as they use it. */
    public record User(String name, String password, String consumerKey, String accessToken, String refreshToken,
            Api api) {}

    /** An answer, whose body is JSON if it has one. */
    public record Answer(HttpResponse<String> response) {

        public int status() {
            return response.statusCode();
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        public JsonNode body() {
            return JsonMapper.shared().readTree(response.body());
        }

        public String text(String member) {
            return body().path(member).asString();
        }
    }

    public Answer get(String path) {
        return send(request(path).GET());
    }

    Answer post(String body) {
        return send("POST", "/v1/orders", JSON, body);
    }

    /** @param headers names and values in turns */
    public Answer send(String method, String path, String contentType, String body, String... headers) {
        return send(request(method, path, contentType, body, headers));
    }

    /** Cancelled, it breaks the connection off. */
    CompletableFuture<HttpResponse<String>> begin(String method, String path, String contentType, String body,
            String... headers) {
        return CLIENT.sendAsync(request(method, path, contentType, body, headers).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String method, String path, String contentType, String body,
            String... headers) {
        HttpRequest.Builder request = request(path).header("Content-Type", contentType)
                .method(method, BodyPublishers.ofString(body));
        return headers.length == 0 ? request : request.headers(headers);
    }

    /** The same without waiting, over a client with connections of its own. */
    CompletableFuture<Answer> sendAsync(HttpClient client, String method, String path, String contentType, String body,
            String... headers) {
        HttpRequest request = request(path).timeout(Duration.ofSeconds(60)).header("Content-Type", contentType)
                .headers(headers).method(method, BodyPublishers.ofString(body)).build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString()).thenApply(Answer::new);
    }

    Answer delete(String path) {
        return send(request(path).DELETE());
    }

    boolean answers(String path) {
        try {
            return get(path).status() == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    /** Follows an accepted command to its end. */
    JsonNode outcome(Answer accepted) {
        assertThat(accepted.status()).as(accepted.response().body()).isEqualTo(202);
        String location = accepted.header("Location");
        await().alias(location).atMost(Duration.ofSeconds(20)).pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !get(location).text("status").equals("NotStarted"));
        return get(location).body();
    }

    /** As many orders as there are lines, in one request. */
    OrderLines lines() throws IOException {
        return OrderLines.open(base, credentials);
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(20));
        credentials.forEach(request::header);
        return request;
    }

    private static Answer send(HttpRequest.Builder request) {
        try {
            Answer answer = new Answer(CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString()));
            Secrets.keepThoseOf(answer);
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
