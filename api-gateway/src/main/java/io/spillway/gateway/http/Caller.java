package io.spillway.gateway.http;

import io.spillway.gateway.core.identity.AccessToken;
import io.spillway.gateway.core.identity.Credentials;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** An authenticated caller, as Spring Security wants it. */
final class Caller extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1L;

    private final transient AccessToken token;
    private final transient Credentials credentials;

    Caller(AccessToken token, Credentials credentials) {
        super(token.roles().stream().map(role -> new SimpleGrantedAuthority("ROLE_" + role.name())).toList());
        this.token = token;
        this.credentials = credentials;
        super.setAuthenticated(true);
    }

    @Override
    public AccessToken getPrincipal() {
        return token;
    }

    /** Kept while the request lasts, for the service behind us that checks them again. */
    @Override
    public Credentials getCredentials() {
        return credentials;
    }

    @Override
    public String getName() {
        return token.user().value();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return "Caller[" + token + "]";
    }
}
