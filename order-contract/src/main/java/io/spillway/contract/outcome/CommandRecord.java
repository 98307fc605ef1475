package io.spillway.contract.outcome;

import java.time.Instant;

import io.spillway.contract.command.CommandId;
import io.spillway.contract.command.CommandKind;
import io.spillway.contract.command.PayloadHash;
import io.spillway.contract.order.OrderId;
import io.spillway.contract.order.UserId;

/**
 * What the ledger knows of a command, as order-service tells it to gateways.
 *
 * @param completedAt when its batch was recorded, by the writer's clock
 */
public record CommandRecord(CommandId id, OrderId orderId, CommandKind kind, UserId actor, PayloadHash payloadHash,
        Instant issuedAt, Instant completedAt, Outcome outcome) {}
