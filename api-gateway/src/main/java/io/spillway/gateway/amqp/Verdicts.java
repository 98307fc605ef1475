package io.spillway.gateway.amqp;

import java.time.Duration;

import io.spillway.gateway.core.Acceptance.NotAccepted;
import io.spillway.gateway.core.Acceptance.Reason;

/** When a refused caller may come again, as long as nobody knows better: {@link RetryTimes} does. */
final class Verdicts {

    private Verdicts() {}

    static NotAccepted notAccepted(Reason reason) {
        return new NotAccepted(reason, switch (reason) {
            case BUSY, STOPPING -> Duration.ofSeconds(1);
            case UNREACHABLE, UNROUTABLE -> Duration.ofSeconds(2);
            // A full queue takes messages again at about 80%, an alarm clears when memory or disk does: neither is quick.
            case REFUSED, BLOCKED -> Duration.ofSeconds(5);
        });
    }
}
