package io.spillway.benchmarks.servers;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

import io.spillway.contract.identity.TokenClaims;
import io.spillway.gateway.core.identity.Credentials;

/** One caller that sends one order at a time, on one connection. */
public final class OrderClient implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT).build();
    private final HttpRequest request;

    public OrderClient(int port, Callers callers) {
        Credentials caller = callers.credentials().getFirst();
        request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/orders")).timeout(TIMEOUT)
                .header("Authorization", "Bearer " + caller.token())
                .header(TokenClaims.CONSUMER_KEY_HEADER, caller.consumerKey())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(OrderRequests.bodies(1).getFirst())).build();
    }

    /** The answer's status. */
    public int create() throws IOException, InterruptedException {
        return client.send(request, BodyHandlers.ofByteArray()).statusCode();
    }

    @Override
    public void close() {
        client.close();
    }
}
