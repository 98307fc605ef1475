package io.spillway.writer.amqp;

import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How several writers share the partitions.
 *
 * @param id names this writer while it runs, to the others' bids and in the broker's list of consumers; no two have the
 *           same. Not set, the process and a random number.
 */
@ConfigurationProperties("spillway.writer")
record SharingSettings(String id) {

    SharingSettings(@Nullable String id) {
        this.id = id == null || id.isBlank() ? randomId() : id;
        if (!this.id.matches("[\\x21-\\x7e]{1,100}")) {
            throw new IllegalArgumentException(
                    "spillway.writer.id must be 1 to 100 visible ASCII characters without spaces");
        }
    }

    private static String randomId() {
        return ProcessHandle.current().pid() + "-" + UUID.randomUUID().toString().substring(0, 8);
    }
}
