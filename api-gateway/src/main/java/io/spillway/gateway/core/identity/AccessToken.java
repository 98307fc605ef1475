package io.spillway.gateway.core.identity;

import java.time.Instant;
import java.util.Set;

import io.spillway.contract.command.Actor;
import io.spillway.contract.identity.Role;
import io.spillway.contract.order.UserId;

/**
 * What an access token says, read from one or about to become one.
 *
 * @param consumerKeyHash of the key that must come with it
 */
public record AccessToken(UserId user, Set<Role> roles, SessionId session, String consumerKeyHash, Instant issuedAt,
        Instant expiresAt) {

    public AccessToken {
        roles = Set.copyOf(roles);
    }

    public Actor actor() {
        return new Actor(user, roles.contains(Role.OPERATOR));
    }

    @Override
    public String toString() {
        return "AccessToken[user=" + user + ", session=" + session + "]";
    }
}
