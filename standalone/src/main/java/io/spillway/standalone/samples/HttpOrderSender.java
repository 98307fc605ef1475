package io.spillway.standalone.samples;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** Posts orders to the gateway; where it says that nothing was taken, again after the time it asks for. */
public final class HttpOrderSender implements OrderSender {

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(15);
    private static final long DEFAULT_RETRY_SECONDS = 1;

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5)).build();
    private final URI orders;
    private final Map<String, String> credentials;
    private final Duration patience;

    /**
     * @param credentials headers of every request
     * @param patience    how long one order is tried again
     */
    public HttpOrderSender(URI orders, Map<String, String> credentials, Duration patience) {
        this.orders = orders;
        this.credentials = Map.copyOf(credentials);
        this.patience = patience;
    }

    @Override
    public Answer send(String order) throws InterruptedException {
        HttpRequest.Builder building = HttpRequest.newBuilder(orders).timeout(ANSWER_WITHIN)
                .header("Content-Type", "application/json").POST(BodyPublishers.ofString(order));
        credentials.forEach(building::header);
        HttpRequest request = building.build();
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            HttpResponse<String> response;
            try {
                response = client.send(request, BodyHandlers.ofString());
            } catch (ConnectException nobodyThere) {
                return Answer.REJECTED;
            } catch (IOException noAnswer) {
                return Answer.UNKNOWN;
            }
            if (!takenLater(response)) {
                return answer(response);
            }
            Duration pause = retryAfter(response);
            if (System.nanoTime() + pause.toNanos() > deadline) {
                return Answer.REJECTED;
            }
            Thread.sleep(pause);
        }
    }

    private static boolean takenLater(HttpResponse<String> response) {
        return response.statusCode() == 429
                || (response.statusCode() == 503 && response.body().contains("\"not-accepted\""));
    }

    private static Answer answer(HttpResponse<String> response) {
        int status = response.statusCode();
        if (status == 202) {
            return Answer.ACCEPTED;
        }
        return status >= 400 && status < 500 ? Answer.REJECTED : Answer.UNKNOWN;
    }

    private static Duration retryAfter(HttpResponse<String> response) {
        return Duration.ofSeconds(response.headers().firstValue("Retry-After")
                .filter(value -> value.matches("\\d{1,3}")).map(Long::parseLong).orElse(DEFAULT_RETRY_SECONDS));
    }
}
