package io.spillway.orders.security;

import io.spillway.contract.command.Actor;
import io.spillway.orders.core.CurrentCaller;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** The caller as {@link CredentialsFilter} left it. */
@Component
final class AuthenticatedCaller implements CurrentCaller {

    @Override
    public Actor actor() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication != null && authentication.getPrincipal() instanceof Actor actor) {
            return actor;
        }
        throw new IllegalStateException("A route that asks for its caller must be declared to need one");
    }
}
