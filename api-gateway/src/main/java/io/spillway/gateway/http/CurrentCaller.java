package io.spillway.gateway.http;

import java.util.Optional;

import io.spillway.contract.command.Actor;
import io.spillway.gateway.core.CurrentUser;
import io.spillway.gateway.core.identity.AccessToken;
import io.spillway.gateway.core.identity.Credentials;
import io.spillway.gateway.core.identity.CurrentCredentials;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** Who sent the request that this thread handles. */
@Component
final class CurrentCaller implements CurrentUser, CurrentCredentials {

    @Override
    public Actor actor() {
        return token().actor();
    }

    @Override
    public Optional<Credentials> credentials() {
        return caller().map(Caller::getCredentials);
    }

    /** @throws IllegalStateException on a route that is open to all: nobody is known there */
    AccessToken token() {
        return caller().orElseThrow(() -> new IllegalStateException("Nobody is authenticated")).getPrincipal();
    }

    private static Optional<Caller> caller() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof Caller caller
                ? Optional.of(caller)
                : Optional.empty();
    }
}
