package io.spillway.gateway.http;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

import io.spillway.gateway.core.Acceptance.Reason;
import io.spillway.gateway.core.Pauses;
import io.spillway.gateway.core.RequestContext;
import io.spillway.gateway.core.SubmitCommand;
import io.spillway.gateway.core.identity.RateLimit;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The requests with many orders that are being served now: bounded in number, because each takes memory, and told when this
 * gateway stops.
 */
@Component
@EnableConfigurationProperties(NdjsonSettings.class)
final class OrderStreams implements SmartLifecycle {

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final SubmitCommand submit;
    private final RateLimit limit;
    private final Pauses pauses;
    private final NdjsonSettings settings;
    private final Semaphore room;
    private final Set<OrderStream> open = ConcurrentHashMap.newKeySet();
    private volatile boolean running;

    OrderStreams(SubmitCommand submit, RateLimit limit, Pauses pauses, NdjsonSettings settings) {
        this.submit = submit;
        this.limit = limit;
        this.pauses = pauses;
        this.settings = settings;
        this.room = new Semaphore(settings.requests());
    }

    /** Answers the request, from its first line to its last. */
    void serve(HttpServletRequest request, HttpServletResponse response, RequestContext context) throws IOException {
        if (!room.tryAcquire()) {
            throw WriteAnswers.notAccepted("This gateway serves as many requests of this type as it can.", RETRY);
        }
        try {
            OrderStream stream = new OrderStream(request, response, context, submit, limit, pauses, settings);
            open.add(stream);
            try {
                if (!running) {
                    throw stopping();
                }
                stream.serve();
            } finally {
                open.remove(stream);
            }
        } finally {
            room.release();
        }
    }

    static ProblemException stopping() {
        return WriteAnswers.notAccepted(WriteAnswers.why(Reason.STOPPING), RETRY);
    }

    @Override
    public void start() {
        running = true;
    }

    /** Before the web server stops, which waits for all requests. */
    @Override
    public void stop() {
        running = false;
        open.forEach(OrderStream::stop);
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
