package io.spillway.orders.http;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** An id in a path. What is no UUID names nothing, so it is not found rather than wrong. */
final class PathId {

    // UUID.fromString alone takes "1-1-1-1-1" as well, and so would give an order many paths.
    private static final Pattern UUID_TEXT = Pattern
            .compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private PathId() {}

    static Optional<UUID> parse(String text) {
        return UUID_TEXT.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }
}
