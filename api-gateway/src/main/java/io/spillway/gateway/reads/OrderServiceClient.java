package io.spillway.gateway.reads;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

import io.spillway.contract.command.CommandId;
import io.spillway.contract.identity.TokenClaims;
import io.spillway.contract.order.OrderId;
import io.spillway.contract.outcome.CommandRecord;
import io.spillway.gateway.core.CommandRecords;
import io.spillway.gateway.core.OrderReads;
import io.spillway.gateway.core.TraceContext;
import io.spillway.gateway.core.identity.CurrentCredentials;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks order-service. A whole exchange is bounded, not only its parts. What is not order-service's own answer (a proxy's
 * error page, say) counts as no answer.
 */
final class OrderServiceClient implements OrderReads, CommandRecords, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OrderServiceClient.class);
    // Members may be added to a record by a newer order-service, but none of ours may be missing.
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();
    // Not Vary: what the answer depends on here is said here.
    private static final Set<String> PASSED_BACK = Set.of("content-type", "etag", "link", "cache-control",
            "retry-after");

    private final HttpClient http;
    private final OrderServiceSettings settings;
    private final CurrentCredentials credentials;

    OrderServiceClient(OrderServiceSettings settings, CurrentCredentials credentials) {
        this.settings = settings;
        this.credentials = credentials;
        // 1.1: a plain-text upgrade to 2 is one more thing to go wrong inside a cluster
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.connectTimeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    @Override
    public Optional<Reply> one(OrderId order, Map<String, String> requestHeaders, TraceContext trace) {
        return read("/v1/orders/" + order, requestHeaders, trace);
    }

    @Override
    public Optional<Reply> list(@Nullable String query, Map<String, String> requestHeaders, TraceContext trace) {
        return read(query == null ? "/v1/orders" : "/v1/orders?" + query, requestHeaders, trace);
    }

    @Override
    public Lookup find(CommandId command, TraceContext trace, Duration atMost) {
        return exchange("/internal/commands/" + command, Map.of("Accept", "application/json"), trace, atMost)
                .filter(OrderServiceClient::isOwnAnswer)
                .map(OrderServiceClient::lookup)
                .orElseGet(Lookup.Unavailable::new);
    }

    private Optional<Reply> read(String target, Map<String, String> requestHeaders, TraceContext trace) {
        return exchange(target, requestHeaders, trace, settings.readTimeout())
                .filter(OrderServiceClient::isOwnAnswer)
                .map(answer -> new Reply(answer.statusCode(), passedBack(answer), answer.body()));
    }

    /** @param target path and query, encoded already: nothing is encoded a second time */
    private Optional<HttpResponse<byte[]>> exchange(String target, Map<String, String> headers, TraceContext trace,
            Duration atMost) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base() + target))
                .header("traceparent", trace.traceparent());
        String state = trace.state();
        if (state != null) {
            request.header("tracestate", state);
        }
        headers.forEach(request::header);
        // order-service looks for itself who asks
        credentials.credentials().ifPresent(proof -> request
                .header("Authorization", "Bearer " + proof.token())
                .header(TokenClaims.CONSUMER_KEY_HEADER, proof.consumerKey()));
        CompletableFuture<HttpResponse<byte[]>> exchange = http.sendAsync(request.build(),
                HttpResponse.BodyHandlers.ofByteArray());
        try {
            return Optional.of(exchange.get(Math.min(atMost.toNanos(), settings.readTimeout().toNanos()),
                    TimeUnit.NANOSECONDS));
        } catch (TimeoutException | ExecutionException noAnswer) {
            exchange.cancel(true);
            // who gives up earlier gets along without the answer, and asks often
            LOG.atLevel(atMost.compareTo(settings.readTimeout()) < 0 ? Level.DEBUG : Level.WARN)
                    .log("order-service does not answer: {}", noAnswer.toString());
            return Optional.empty();
        } catch (InterruptedException stopped) {
            exchange.cancel(true);
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private String base() {
        return settings.url().getScheme() + "://" + settings.url().getRawAuthority();
    }

    private static Lookup lookup(HttpResponse<byte[]> answer) {
        return switch (answer.statusCode()) {
            case 200 -> decode(answer.body());
            case 404 -> new Lookup.NotRecorded();
            // it tells of its own troubles in its own log
            case 503 -> new Lookup.Unavailable();
            default -> {
                LOG.warn("order-service answered {} when asked for a command", answer.statusCode());
                yield new Lookup.Unavailable();
            }
        };
    }

    private static Lookup decode(byte[] body) {
        try {
            return new Lookup.Found(JSON.readValue(body, CommandRecord.class));
        } catch (JacksonException notOurs) {
            LOG.error("order-service sent a command record that this gateway cannot read: {}",
                    notOurs.getOriginalMessage());
            return new Lookup.Unavailable();
        }
    }

    private static boolean isOwnAnswer(HttpResponse<byte[]> answer) {
        boolean problem = answer.headers().firstValue("content-type").orElse("")
                .startsWith("application/problem+json");
        if (answer.statusCode() >= 400 && !problem) {
            LOG.warn("Instead of order-service, something answered {}", answer.statusCode());
            return false;
        }
        return true;
    }

    private static Map<String, List<String>> passedBack(HttpResponse<byte[]> answer) {
        return answer.headers().map().entrySet().stream()
                .filter(header -> PASSED_BACK.contains(header.getKey()))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
