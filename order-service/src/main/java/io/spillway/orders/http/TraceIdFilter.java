package io.spillway.orders.http;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Puts the trace id on every line that is logged while a request is answered. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class TraceIdFilter extends OncePerRequestFilter {

    private static final String KEY = "traceId";
    /** A line a request; off unless somebody asks for it: it would be a flood. */
    private static final Logger ACCESS = LoggerFactory.getLogger("io.spillway.orders.http.access");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long began = System.nanoTime();
        MDC.put(KEY, TraceId.of(request));
        try {
            chain.doFilter(request, response);
        } finally {
            ACCESS.debug("{} {} {} in {} ms", request.getMethod(), request.getRequestURI(), response.getStatus(),
                    (System.nanoTime() - began) / 1_000_000);
            MDC.remove(KEY);
        }
    }
}
