package io.spillway.gateway.http;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;

import io.spillway.gateway.core.Acceptance.Reason;
import io.spillway.gateway.core.Admission;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Takes no new work once the gateway is about to stop, and ends the connections on which it comes: a web server that just
 * stopped listening would leave requests without an answer that were sent in that moment. What is at work already goes on.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
@EnableConfigurationProperties(StopSettings.class)
final class StoppingFilter extends OncePerRequestFilter implements SmartLifecycle {

    private static final Set<String> HEALTH = Set.of("/livez", "/readyz");
    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");
    /** Another gateway may take it at once. */
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Admission admission;
    private final StopSettings settings;
    private volatile boolean running;

    StoppingFilter(Admission admission, StopSettings settings) {
        this.admission = admission;
        this.settings = settings;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (admission.isOpen()) {
            chain.doFilter(request, response);
            return;
        }
        // RFC 9112 §9.6: the last answer on this connection
        response.setHeader("Connection", "close");
        if (HEALTH.contains(request.getRequestURI())) {
            chain.doFilter(request, response);
        } else {
            ProblemWriter.write(request, response, refusal(request));
        }
    }

    private static ProblemException refusal(HttpServletRequest request) {
        boolean write = request.getRequestURI().startsWith("/v1/orders") && !READS.contains(request.getMethod());
        return write
                ? WriteAnswers.notAccepted(WriteAnswers.why(Reason.STOPPING), RETRY)
                : ProblemException.retryLater(Problem.UNAVAILABLE, WriteAnswers.why(Reason.STOPPING), RETRY);
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        admission.close();
    }

    /** Does not hold up the others that stop in this phase. */
    @Override
    public void stop(Runnable done) {
        stop();
        Thread.startVirtualThread(() -> {
            try {
                Thread.sleep(settings.quietPeriod());
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
            } finally {
                done.run();
            }
        });
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the web server, which then waits for the requests that are at work (Boot's graceful shutdown). */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }
}
