package io.spillway.orders.security;

import java.io.IOException;
import java.util.Collections;
import java.util.List;

import io.spillway.contract.command.Actor;
import io.spillway.contract.identity.Role;
import io.spillway.contract.identity.TokenClaims;
import io.spillway.orders.core.CallerUnknownException.Reason;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;

/** Tells Spring Security who the caller is. Refuses nobody: whether it matters is declared on the routes. */
final class CredentialsFilter extends OncePerRequestFilter {

    private static final String REASON = CredentialsFilter.class.getName() + ".reason";
    private static final String ROLE_PREFIX = "ROLE_";

    private final Authenticator authenticator;

    CredentialsFilter(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    /** Why the caller of this request is not known. */
    static Reason reasonOf(HttpServletRequest request) {
        return request.getAttribute(REASON) instanceof Reason reason ? reason : Reason.NO_CREDENTIALS;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        switch (authenticator.identify(values(request, HttpHeaders.AUTHORIZATION),
                values(request, TokenClaims.CONSUMER_KEY_HEADER))) {
            case Caller.Known known -> remember(known.actor());
            case Caller.Unknown unknown -> request.setAttribute(REASON, unknown.reason());
        }
        chain.doFilter(request, response);
    }

    private static List<String> values(HttpServletRequest request, String header) {
        return Collections.list(request.getHeaders(header));
    }

    private static void remember(Actor actor) {
        Role role = actor.operator() ? Role.OPERATOR : Role.USER;
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new PreAuthenticatedAuthenticationToken(actor, "",
                AuthorityUtils.createAuthorityList(ROLE_PREFIX + role)));
        SecurityContextHolder.setContext(context);
    }
}
