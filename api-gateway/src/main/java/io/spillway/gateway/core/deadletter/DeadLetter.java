package io.spillway.gateway.core.deadletter;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A message that could not be applied, as operators see it. Anybody who may publish may have written it, so nothing in it is
 * more than a claim.
 *
 * @param id        the command's id, or one made from the content where that is missing; copies of a message share it
 * @param reason    a stable code
 * @param detail    the reason as a sentence, where somebody wrote one
 * @param firstSeen when it was first found that it cannot be applied
 * @param partition the routing key to which a replay sends it
 * @param type      the kind of message
 * @param size      of the body, in bytes
 * @param body      what it begins with; null when that is no text
 */
public record DeadLetter(String id, String reason, @Nullable String detail, @Nullable Instant firstSeen,
        String partition, @Nullable String type, long size, @Nullable Excerpt body) {

    /** @param complete whether this is all of it */
    public record Excerpt(String text, boolean complete) {}
}
