package io.spillway.gateway.core;

import io.spillway.contract.command.Command;
import org.jspecify.annotations.Nullable;

/**
 * A command on its way to the writer.
 *
 * @param replyTo null when nobody waits for its outcome
 */
public record Outgoing(Command command, TraceContext trace, @Nullable ReplyTo replyTo) {}
