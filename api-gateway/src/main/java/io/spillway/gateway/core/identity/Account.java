package io.spillway.gateway.core.identity;

import java.time.Instant;
import java.util.Set;

import io.spillway.contract.identity.Role;
import io.spillway.contract.order.UserId;

/**
 * Somebody who may call.
 *
 * @param id              what tokens, orders and logs call this user; says nothing about the name
 * @param passwordHash    as {@link PasswordHashing} made it
 * @param consumerKeyHash of the one key that works now
 */
public record Account(UserId id, Username username, String passwordHash, String consumerKeyHash, Set<Role> roles,
        Instant createdAt) {

    public Account {
        roles = Set.copyOf(roles);
    }

    @Override
    public String toString() {
        return "Account[id=" + id + "]";
    }
}
