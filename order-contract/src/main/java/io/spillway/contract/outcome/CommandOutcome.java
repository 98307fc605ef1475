package io.spillway.contract.outcome;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.spillway.contract.command.CommandId;
import io.spillway.contract.order.Order;
import org.jspecify.annotations.Nullable;

/**
 * Tells a waiting gateway what became of a command. The message carries the correlation id of the command's message, goes
 * to the queue that this one named in {@code reply_to}, and is sent once, without any promise that it arrives.
 *
 * @param order the order as the command left it; null when it left none, and when it is not known any more: a command
 *              that is recognised as applied before may have successors
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CommandOutcome(CommandId id, Outcome outcome, @Nullable Order order) {

    /** The AMQP message type. */
    public static final String MESSAGE_TYPE = "order.outcome.v1";
}
