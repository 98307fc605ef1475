package io.spillway.gateway.http;

import java.io.IOException;

import io.spillway.gateway.core.TraceContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives every request its trace: in the logs, in problems, and on the message that it causes. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class TraceFilter extends OncePerRequestFilter {

    private static final String ATTRIBUTE = TraceContext.class.getName();
    private static final String TRACE_ID = "traceId";

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        MDC.put(TRACE_ID, of(request).traceId());
        try {
            chain.doFilter(request, response);
        } finally {
            MDC.remove(TRACE_ID);
        }
    }

    /** The request's trace; begun now if the request never came past the filter. */
    static TraceContext of(ServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof TraceContext known) {
            return known;
        }
        String header = request instanceof HttpServletRequest http ? http.getHeader("traceparent") : null;
        TraceContext begun = TraceContext.joinOrStart(header);
        request.setAttribute(ATTRIBUTE, begun);
        return begun;
    }
}
