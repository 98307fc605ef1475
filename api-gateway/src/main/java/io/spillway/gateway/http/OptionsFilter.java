package io.spillway.gateway.http;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The framework answers OPTIONS with the methods of a resource and the patches that it takes (RFC 9110 §9.3.7, RFC 5789 §3.1),
 * but for two things that are put right here.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 5)
final class OptionsFilter extends OncePerRequestFilter {

    private static final String ACCEPT_PATCH = "Accept-Patch";

    private final boolean corsIsOff;

    OptionsFilter(CorsSettings cors) {
        this.corsIsOff = cors.allowed().isEmpty();
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getMethod().equals("OPTIONS");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(corsIsOff ? new PlainOptions(request) : request, response);
        // It was said that no patch is taken, by a header without a value
        if ("".equals(response.getHeader(ACCEPT_PATCH))) {
            response.setHeader(ACCEPT_PATCH, null);
        }
    }

    /** Nothing but OPTIONS: for a preflight the framework would list the methods that it knows, not the resource's. */
    private static final class PlainOptions extends HttpServletRequestWrapper {

        PlainOptions(HttpServletRequest request) {
            super(request);
        }

        @Override
        public @Nullable String getHeader(String name) {
            return name.equalsIgnoreCase("Access-Control-Request-Method") ? null : super.getHeader(name);
        }
    }
}
