package io.spillway.gateway.http;

import java.io.IOException;
import java.util.Set;

import io.spillway.contract.identity.TokenClaims;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Says in every answer which headers of the request it depends on (RFC 9110 §12.5.5), whether the request had them or not,
 * and on errors and 304 as on everything else. Credentials are named although no shared cache may reuse an answer to a
 * request with them: a private one may have two users. What depends on {@code Origin} is said where CORS is done.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 5)
final class VaryFilter extends OncePerRequestFilter {

    private static final String ANYBODYS = "Accept";
    private static final String CALLERS = "Accept, Authorization, " + TokenClaims.CONSUMER_KEY_HEADER;
    /** Where waiting changes the answer, it must be named, also to those who do not wait (RFC 7240 §2). */
    private static final String WAITERS = CALLERS + ", Prefer";
    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.addHeader("Vary", headersThatMatter(request.getMethod(), request.getRequestURI()));
        chain.doFilter(request, response);
    }

    private static String headersThatMatter(String method, String path) {
        if (!path.startsWith("/v1/")) {
            return ANYBODYS;
        }
        boolean mayWait = path.startsWith("/v1/operations/")
                || (path.startsWith("/v1/orders") && !READS.contains(method));
        return mayWait ? WAITERS : CALLERS;
    }
}
