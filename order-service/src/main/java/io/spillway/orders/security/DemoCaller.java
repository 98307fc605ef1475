package io.spillway.orders.security;

import io.spillway.contract.command.Actor;
import io.spillway.contract.order.UserId;
import io.spillway.orders.core.CurrentCaller;
import org.springframework.stereotype.Component;

/** Takes every request for the user {@code demo}'s, who is no operator. Stands where authentication will. */
@Component
final class DemoCaller implements CurrentCaller {

    private static final Actor DEMO = new Actor(new UserId("demo"), false);

    @Override
    public Actor actor() {
        return DEMO;
    }
}
