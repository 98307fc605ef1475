package io.spillway.gateway.http;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

import io.spillway.gateway.core.TraceContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives every request its trace (W3C Trace Context): in the logs, in problems, in the answer's {@code traceparent}, and on
 * whatever the request causes.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class TraceFilter extends OncePerRequestFilter {

    private static final String ATTRIBUTE = TraceContext.class.getName();
    private static final String TRACE_ID = "traceId";
    /** A line a request; off unless somebody asks for it: it would be a flood. */
    private static final Logger ACCESS = LoggerFactory.getLogger("io.spillway.gateway.http.access");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        TraceContext trace = of(request);
        long began = System.nanoTime();
        // no standard for answers; but who sent none finds its request in our logs with it
        response.setHeader("traceparent", trace.traceparent());
        MDC.put(TRACE_ID, trace.traceId());
        try {
            chain.doFilter(request, response);
        } finally {
            if (ACCESS.isDebugEnabled()) {
                // the operation leads from a caller's question to the trace
                ACCESS.debug("{} {} {} in {} ms {}", request.getMethod(), request.getRequestURI(), response.getStatus(),
                        (System.nanoTime() - began) / 1_000_000,
                        Objects.requireNonNullElse(response.getHeader("Operation-Location"), ""));
            }
            MDC.remove(TRACE_ID);
        }
    }

    /** The request's trace; begun now if the request never came past the filter. */
    static TraceContext of(ServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof TraceContext known) {
            return known;
        }
        TraceContext begun = request instanceof HttpServletRequest http
                ? TraceContext.joinOrStart(all(http, "traceparent"), all(http, "tracestate"))
                : TraceContext.joinOrStart(List.of(), List.of());
        request.setAttribute(ATTRIBUTE, begun);
        return begun;
    }

    private static List<String> all(HttpServletRequest request, String header) {
        return Collections.list(request.getHeaders(header));
    }
}
