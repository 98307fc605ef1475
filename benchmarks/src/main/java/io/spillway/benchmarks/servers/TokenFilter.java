package io.spillway.benchmarks.servers;

import java.io.IOException;
import java.util.List;

import io.spillway.contract.identity.TokenClaims;
import io.spillway.gateway.core.identity.Authenticator;
import io.spillway.gateway.core.identity.Credentials;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Token and consumer key to a principal. */
final class TokenFilter extends OncePerRequestFilter {

    private static final String BEARER = "Bearer ";

    private final Authenticator authenticator;

    TokenFilter(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        String key = request.getHeader(TokenClaims.CONSUMER_KEY_HEADER);
        if (authorization != null && authorization.startsWith(BEARER) && key != null
                && authenticator.authenticate(new Credentials(authorization.substring(BEARER.length()),
                        key)) instanceof Authenticator.Result.Authenticated good) {
            SecurityContext context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(UsernamePasswordAuthenticationToken
                    .authenticated(good.token().user().value(), null, List.of()));
            SecurityContextHolder.setContext(context);
        }
        chain.doFilter(request, response);
    }
}
