package io.spillway.gateway.core;

import io.spillway.contract.command.Command;
import org.jspecify.annotations.Nullable;

/**
 * A command on its way to the writer.
 *
 * @param replyTo      null when nobody waits for its outcome
 * @param possibleCopy whether the same command may have been published before, here or by another gateway
 */
public record Outgoing(Command command, TraceContext trace, @Nullable ReplyTo replyTo, boolean possibleCopy) {}
