package io.spillway.orders.mongodb;

import java.time.Instant;

import io.spillway.contract.command.CommandId;
import io.spillway.contract.command.CommandKind;
import io.spillway.contract.command.PayloadHash;
import io.spillway.contract.order.OrderId;
import io.spillway.contract.order.UserId;
import io.spillway.contract.outcome.CommandRecord;
import io.spillway.contract.outcome.Outcome;
import io.spillway.contract.outcome.RefusalCode;
import org.bson.Document;

/** Makes a command's record from its element in a batch. */
final class CommandMapping {

    private CommandMapping() {}

    static CommandRecord record(Document command, Instant writtenAt) {
        return new CommandRecord(
                new CommandId(Values.uuid(command, Fields.COMMAND_ID)),
                new OrderId(Values.uuid(command, Fields.COMMAND_ORDER)),
                Values.known(command, Fields.COMMAND_KIND, CommandKind::ofLabel),
                new UserId(Values.text(command, Fields.COMMAND_ACTOR)),
                PayloadHash.of(Values.bytes(command, Fields.COMMAND_HASH)),
                Values.instant(command, Fields.COMMAND_AT),
                writtenAt,
                outcome(command));
    }

    private static Outcome outcome(Document command) {
        if (command.containsKey(Fields.COMMAND_REFUSAL)) {
            return new Outcome.Rejected(Values.known(command, Fields.COMMAND_REFUSAL, RefusalCode::of));
        }
        return new Outcome.Applied(Values.number(command, Fields.COMMAND_VERSION));
    }
}
