package io.spillway.gateway.core;

import java.time.Instant;

import io.spillway.contract.command.CommandId;
import io.spillway.contract.command.CommandKind;
import io.spillway.contract.command.PayloadHash;
import io.spillway.contract.order.OrderId;

/**
 * What an operation's id says about its command. One that came from a caller exists only after it was verified.
 *
 * @param text the id as callers see it: opaque to them
 */
public record OperationId(String text, CommandId command, OrderId order, CommandKind kind, Instant issuedAt,
        PayloadHash payloadHash) {

    @Override
    public String toString() {
        return text;
    }
}
