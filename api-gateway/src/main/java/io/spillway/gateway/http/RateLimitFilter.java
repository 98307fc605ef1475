package io.spillway.gateway.http;

import java.io.IOException;
import java.time.Duration;

import io.spillway.gateway.core.identity.RateLimit;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Holds every user to a quota, and says in every answer how much of it is left
 * (draft-ietf-httpapi-ratelimit-headers-11; 429 is RFC 6585 §4).
 */
final class RateLimitFilter extends OncePerRequestFilter {

    private final RateLimit limit;

    RateLimitFilter(RateLimit limit) {
        this.limit = limit;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (SecurityContextHolder.getContext().getAuthentication() instanceof Caller caller
                && limit.take(caller.getPrincipal().user()) instanceof RateLimit.Quota.Counted quota) {
            response.setHeader("RateLimit-Policy", "\"user\";q=" + quota.limit() + ";w=" + quota.window().toSeconds());
            response.setHeader("RateLimit",
                    "\"user\";r=" + quota.remaining() + ";t=" + wholeSeconds(quota.retryAfter()));
            if (!quota.granted()) {
                ProblemWriter.write(request, response, ProblemException.retryLater(Problem.RATE_LIMITED,
                        "A user may send %d requests in %d s.".formatted(quota.limit(), quota.window().toSeconds()),
                        quota.retryAfter()));
                return;
            }
        }
        chain.doFilter(request, response);
    }

    private static long wholeSeconds(Duration wait) {
        return wait.plusMillis(999).toSeconds();
    }
}
