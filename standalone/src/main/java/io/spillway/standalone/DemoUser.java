package io.spillway.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A user who is ready to go, made through the gateway like any other: registered at the first start, and logged in at each.
 * The consumer key, which is shown only once, is kept in the data folder.
 */
record DemoUser(String name, String accessToken, String consumerKey) {

    private static final String NAME = "demo";
    private static final Pattern KEPT = Pattern.compile("(\\S+) (\\S+)");
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /**
     * Logs in, after registering where needed.
     *
     * @param data null to keep nothing
     * @throws StartException with a sentence for the user
     */
    static DemoUser logIn(URI gateway, String password, @Nullable Path data) {
        try {
            Matcher kept = KEPT.matcher(kept(data));
            if (kept.matches()) {
                HttpResponse<String> token = token(gateway, kept.group(1), password);
                if (token.statusCode() == 200) {
                    return new DemoUser(kept.group(1), accessToken(token), kept.group(2));
                }
            }
            return register(gateway, password, data);
        } catch (IOException e) {
            throw new StartException("The demo user could not log in: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("Interrupted while starting.", e);
        }
    }

    private static DemoUser register(URI gateway, String password, @Nullable Path data)
            throws IOException, InterruptedException {
        String name = NAME;
        HttpResponse<String> answer = post(gateway, "/v1/auth/register", credentials(name, password));
        if (answer.statusCode() == 409) {
            // Another data folder's demo user, in a store that both use.
            name = NAME + "-" + UUID.randomUUID().toString().substring(0, 8);
            answer = post(gateway, "/v1/auth/register", credentials(name, password));
        }
        if (answer.statusCode() != 201) {
            throw new IOException("registering was answered with " + answer.statusCode());
        }
        String key = text(answer, "consumerKey");
        if (data != null) {
            Secrets.keep(file(data), name + " " + key);
        }
        HttpResponse<String> token = token(gateway, name, password);
        if (token.statusCode() != 200) {
            throw new IOException("logging in was answered with " + token.statusCode());
        }
        return new DemoUser(name, accessToken(token), key);
    }

    private static String kept(@Nullable Path data) throws IOException {
        return data == null || !Files.exists(file(data)) ? "" : Secrets.read(file(data));
    }

    private static Path file(Path data) {
        return data.resolve("secrets").resolve("demo.consumer-key");
    }

    private static HttpResponse<String> token(URI gateway, String name, String password)
            throws IOException, InterruptedException {
        return post(gateway, "/v1/auth/token", credentials(name, password));
    }

    private static String credentials(String name, String password) {
        return JsonMapper.shared().writeValueAsString(Map.of("username", name, "password", password));
    }

    private static HttpResponse<String> post(URI gateway, String path, String body)
            throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(gateway.resolve(path)).timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)).build(),
                BodyHandlers.ofString());
    }

    private static String accessToken(HttpResponse<String> answer) throws IOException {
        return text(answer, "access_token");
    }

    private static String text(HttpResponse<String> answer, String member) throws IOException {
        JsonNode value = JsonMapper.shared().readTree(answer.body()).path(member);
        if (!value.isString()) {
            throw new IOException("the gateway's answer lacks " + member);
        }
        return value.asString();
    }

    /** What every request brings. */
    Map<String, String> headers() {
        return Map.of("Authorization", "Bearer " + accessToken, "ConsumerKey", consumerKey);
    }

    /** The same for a command line. */
    String curlOptions() {
        return "-H 'Authorization: Bearer " + accessToken + "' -H 'ConsumerKey: " + consumerKey + "'";
    }

    @Override
    public String toString() {
        return "DemoUser[" + name + "]";
    }
}
