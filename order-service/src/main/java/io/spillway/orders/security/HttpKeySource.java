package io.spillway.orders.security;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks a gateway for its keys. The exchange is bounded as a whole, and so is what is read of the answer; a redirect is an
 * answer like any other that is not 200.
 */
final class HttpKeySource implements KeySource, AutoCloseable {

    static final int MAX_BYTES = 64 * 1024;

    private final HttpRequest request;
    private final Duration patience;
    private final HttpClient http;

    HttpKeySource(URI jwksUrl, Duration patience) {
        this.request = HttpRequest.newBuilder(jwksUrl).header("Accept", "application/jwk-set+json, application/json")
                .build();
        this.patience = patience;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(patience)
                .build();
    }

    @Override
    public Map<String, PublicKey> fetch() throws IOException {
        // The client's own timeout ends with the headers, so the body could take for ever.
        FutureTask<String> exchange = new FutureTask<>(this::download);
        Thread.startVirtualThread(exchange);
        try {
            return JwkSets.parse(exchange.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException late) {
            throw new IOException("no answer within " + patience.toMillis() + " ms", late);
        } catch (ExecutionException failed) {
            throw new IOException(String.valueOf(failed.getCause()), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } finally {
            exchange.cancel(true);
        }
    }

    private String download() throws IOException, InterruptedException {
        HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            if (response.statusCode() != 200) {
                throw new IOException("status " + response.statusCode());
            }
            byte[] bytes = body.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IOException("more than " + MAX_BYTES + " bytes");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
