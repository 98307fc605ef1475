package io.spillway.writer.amqp;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When a message is thought to be the one that writers die of.
 *
 * @param suspiciousDeliveries failed deliveries, by the broker's count, after which a message is handled with care
 * @param loneAttempts         failed attempts with nothing else in hand, after which it goes to the dead letters
 */
@ConfigurationProperties("spillway.writer")
record SuspicionSettings(@DefaultValue("3") int suspiciousDeliveries, @DefaultValue("3") int loneAttempts) {

    SuspicionSettings {
        positive("suspicious-deliveries", suspiciousDeliveries);
        positive("lone-attempts", loneAttempts);
    }

    private static void positive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(
                    "spillway.writer.%s must be at least 1, not %d".formatted(name, value));
        }
    }
}
