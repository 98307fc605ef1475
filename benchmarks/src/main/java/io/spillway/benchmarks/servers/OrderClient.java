package io.spillway.benchmarks.servers;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

import io.spillway.contract.identity.TokenClaims;
import io.spillway.gateway.core.identity.Credentials;
import tools.jackson.databind.json.JsonMapper;

/** One caller that sends one order at a time, on one connection. */
public final class OrderClient implements AutoCloseable {

    private static final int OK = 200;
    private static final int ACCEPTED = 202;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT).build();
    private final Credentials caller;
    private final HttpRequest request;

    public OrderClient(int port, Callers callers) {
        caller = callers.credentials().getFirst();
        request = authorized(URI.create("http://127.0.0.1:" + port + "/v1/orders"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(OrderRequests.bodies(1).getFirst())).build();
    }

    /** The answer's status. */
    public int create() throws IOException, InterruptedException {
        return client.send(request, BodyHandlers.ofByteArray()).statusCode();
    }

    /**
     * Creates an order, and tells the path where it can be read once it is written.
     *
     * @throws IllegalStateException if it was not accepted with a 202
     */
    public String accepted() throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
        if (answer.statusCode() != ACCEPTED) {
            throw new IllegalStateException("The gateway answered " + answer.statusCode());
        }
        return JsonMapper.shared().readTree(answer.body()).path("resource").path("href").asString();
    }

    /**
     * Whether there is an order now.
     *
     * @param port of the order-service
     */
    public boolean isReadable(int port, String order) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port + order);
        return client.send(authorized(uri).build(), BodyHandlers.discarding()).statusCode() == OK;
    }

    private HttpRequest.Builder authorized(URI uri) {
        return HttpRequest.newBuilder(uri).timeout(TIMEOUT).header("Authorization", "Bearer " + caller.token())
                .header(TokenClaims.CONSUMER_KEY_HEADER, caller.consumerKey());
    }

    @Override
    public void close() {
        client.close();
    }
}
