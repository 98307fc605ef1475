package io.spillway.gateway.core;

import java.time.Duration;
import java.util.List;

import io.spillway.contract.command.Actor;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds a write besides its content.
 *
 * @param actor            on whose behalf it is
 * @param expectedVersions the versions that the order may be at (RFC 9110 §13.1.1), in any order and no matter how often
 *                         each is named; null when it is unconditional, empty when nothing can match
 * @param patience         how long the caller waits for the outcome once the command is accepted; zero for not at all
 * @param trace            the request it came with
 * @param key              by which a repeat of it is recognised; null when the caller gave none
 */
public record RequestContext(Actor actor, @Nullable List<Long> expectedVersions, Duration patience,
        TraceContext trace, @Nullable IdempotencyKey key) {

    /** The same condition always looks the same, so that a repeated request has the same fingerprint. */
    public RequestContext {
        expectedVersions = expectedVersions == null ? null : expectedVersions.stream().sorted().distinct().toList();
    }
}
