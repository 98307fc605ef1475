package io.spillway.gateway;

import java.time.Duration;
import java.util.Base64;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How operations prove themselves and how long they are known.
 *
 * @param key       secret of at least 32 random bytes in base64, the same in all gateways; there is no default
 * @param retention how long the writer's ledger keeps outcomes
 * @param looksPerSecond how often all callers who wait for operations together look for news, on the average
 */
@ConfigurationProperties("spillway.operations")
record OperationSettings(@Nullable String key, @DefaultValue("48h") Duration retention,
        @DefaultValue("500") int looksPerSecond) {

    private static final int MIN_BYTES = 32;
    private static final int MIN_DISTINCT = 16;
    private static final String HOW = " Make one with `openssl rand -base64 32`, and set it in every gateway as"
            + " spillway.operations.key or the environment variable SPILLWAY_OPERATIONS_KEY.";

    OperationSettings {
        check(key);
        if (retention.toHours() < 24) {
            throw new IllegalArgumentException(
                    "spillway.operations.retention must be at least 24h and what the writer keeps, not " + retention);
        }
        if (looksPerSecond < 1 || looksPerSecond > 100_000) {
            throw new IllegalArgumentException(
                    "spillway.operations.looks-per-second must be from 1 to 100000, not " + looksPerSecond);
        }
    }

    byte[] keyBytes() {
        return decode(key);
    }

    private static void check(@Nullable String key) {
        byte[] bytes = decode(key);
        if (bytes.length < MIN_BYTES) {
            throw new IllegalArgumentException(
                    "The key that signs operation ids has %d bytes, and needs at least 32.".formatted(bytes.length)
                            + HOW);
        }
        if (looksMadeUp(bytes)) {
            throw new IllegalArgumentException("The key that signs operation ids is a placeholder, not random." + HOW);
        }
    }

    private static byte[] decode(@Nullable String key) {
        if (key == null || key.isBlank()) {
            throw new IllegalArgumentException("The key that signs operation ids is missing." + HOW);
        }
        try {
            return Base64.getDecoder().decode(key.strip());
        } catch (IllegalArgumentException notBase64) {
            // the cause would quote the key
            throw new IllegalArgumentException("The key that signs operation ids is not base64." + HOW);
        }
    }

    /** 32 random bytes have some 30 values and never spell a text; what has few, or does, was typed by a person. */
    private static boolean looksMadeUp(byte[] key) {
        long distinct = IntStream.range(0, key.length).map(i -> key[i]).distinct().count();
        boolean text = IntStream.range(0, key.length).allMatch(i -> key[i] >= ' ' && key[i] <= '~');
        return text || distinct < MIN_DISTINCT;
    }

    @Override
    public String toString() {
        return "OperationSettings[retention=" + retention + ", looksPerSecond=" + looksPerSecond + "]";
    }
}
