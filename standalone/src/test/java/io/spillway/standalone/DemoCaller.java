package io.spillway.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whoever does what the banner shows.
 *
 * @param orders where the gateway takes orders
 * @param body the order that is shown
 */
record DemoCaller(URI orders, String token, String consumerKey, String body) {

    private static final Pattern CURL = Pattern.compile(
            "^  curl -i (\\S+) -H 'Authorization: Bearer (.*)' -H 'ConsumerKey: (.*)' \\\\\n"
                    + " +-H 'Content-Type: application/json' -d '(.*)'$",
            Pattern.MULTILINE);
    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    static DemoCaller shownIn(String banner) {
        Matcher curl = CURL.matcher(banner);
        assertThat(curl.find()).as(banner).isTrue();
        return new DemoCaller(URI.create(curl.group(1)), curl.group(2), curl.group(3), curl.group(4));
    }

    /** Sends the order that is shown. */
    HttpResponse<String> order() {
        return send(request(orders).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    /** @param where may be a path at the gateway */
    HttpResponse<String> get(String where) {
        return send(request(orders.resolve(where)).GET());
    }

    private HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20)).headers("Authorization", "Bearer " + token,
                "ConsumerKey", consumerKey);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
