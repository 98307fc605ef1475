package io.spillway.contract.command;

import java.util.Objects;

import io.spillway.contract.order.UserId;

/**
 * On whose behalf a command is applied, as the gateway authenticated it.
 *
 * @param operator whether the actor may change everybody's orders
 */
public record Actor(UserId user, boolean operator) {

    public Actor {
        Objects.requireNonNull(user, "user");
    }

    /** Whether this actor may see and change what {@code owner} created. */
    public boolean mayAccess(UserId owner) {
        return operator || user.equals(owner);
    }
}
