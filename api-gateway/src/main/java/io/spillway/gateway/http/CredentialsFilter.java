package io.spillway.gateway.http;

import java.io.IOException;
import java.time.Duration;

import io.spillway.gateway.core.identity.Authenticator;
import io.spillway.gateway.core.identity.Credentials;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Finds out who the caller is, or why that is unknown. Lets nobody in and keeps nobody out: the routes do, so that an expired
 * token in the headers does not stop its owner from getting a new one.
 */
final class CredentialsFilter extends OncePerRequestFilter {

    private static final String REFUSAL = CredentialsFilter.class.getName();
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final Authenticator authenticator;

    CredentialsFilter(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        switch (CredentialsHeaders.read(request)) {
            case CredentialsHeaders.Found.Complete(Credentials credentials) -> authenticate(credentials, request);
            case CredentialsHeaders.Found.Missing(Challenge why) -> request.setAttribute(REFUSAL, why.problem());
        }
        chain.doFilter(request, response);
    }

    private void authenticate(Credentials credentials, HttpServletRequest request) {
        switch (authenticator.authenticate(credentials)) {
            case Authenticator.Result.Authenticated good -> {
                SecurityContext context = SecurityContextHolder.createEmptyContext();
                context.setAuthentication(new Caller(good.token(), credentials));
                SecurityContextHolder.setContext(context);
            }
            case Authenticator.Result.Refused bad -> request.setAttribute(REFUSAL, Challenge.INVALID_TOKEN.problem());
            case Authenticator.Result.Unavailable unknown -> request.setAttribute(REFUSAL, ProblemException.retryLater(
                    Problem.ACCOUNTS_UNAVAILABLE, "Whether credentials were revoked cannot be told yet.", RETRY));
        }
    }

    /** Why the caller of this request is not known. */
    static ProblemException refusal(HttpServletRequest request) {
        return request.getAttribute(REFUSAL) instanceof ProblemException why
                ? why
                : Challenge.UNAUTHENTICATED.problem();
    }
}
