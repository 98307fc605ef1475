package io.spillway.gateway.security;

import io.spillway.contract.command.Actor;
import io.spillway.contract.order.UserId;
import io.spillway.gateway.core.CurrentUser;
import org.springframework.stereotype.Component;

/** Stands in until there are accounts: every request acts as the user {@code demo}, who is no operator. */
@Component
final class DemoUser implements CurrentUser {

    private static final Actor DEMO = new Actor(new UserId("demo"), false);

    @Override
    public Actor actor() {
        return DEMO;
    }
}
