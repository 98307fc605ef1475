package io.spillway.gateway.core;

import java.time.Instant;

import io.spillway.contract.command.CommandId;
import io.spillway.contract.command.CommandKind;
import io.spillway.contract.command.PayloadHash;
import io.spillway.contract.order.OrderId;
import org.jspecify.annotations.Nullable;

/**
 * What an operation's id says about its command. One that came from a caller exists only after it was verified.
 *
 * @param text     the id as callers see it: opaque to them
 * @param issuedAt when the command was accepted; null for a request with an idempotency key, which is the same operation
 *                 whenever it comes
 */
public record OperationId(String text, CommandId command, OrderId order, CommandKind kind,
        @Nullable Instant issuedAt, PayloadHash payloadHash) {

    @Override
    public String toString() {
        return text;
    }
}
