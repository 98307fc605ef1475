package io.spillway.writer.amqp;

import java.util.List;

import io.spillway.contract.command.Command;
import io.spillway.contract.outcome.Outcome;
import io.spillway.writer.amqp.Incoming.Decoded;
import io.spillway.writer.core.BatchResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A line for each command that was recorded, with its request's trace id: whoever has a trace, a command or an order finds what
 * became of it. At debug, because it would be a flood.
 */
final class CommandLog {

    /** The name by which it is switched on. */
    private static final Logger COMMANDS = LoggerFactory.getLogger("io.spillway.writer.commands");

    private CommandLog() {}

    /** @param commands as they went into the batch, in the order of its answers */
    static void recorded(List<Decoded> commands, List<BatchResult.Answer> answers) {
        if (!COMMANDS.isDebugEnabled()) {
            return;
        }
        for (int i = 0; i < commands.size(); i++) {
            BatchResult.Answer answer = answers.get(i);
            Trace.of(commands.get(i).message(), () -> log(answer));
        }
    }

    private static void log(BatchResult.Answer answer) {
        Command command = answer.delivery().command();
        COMMANDS.debug("{} {} on order {}: {}", command.kind().label(), command.id(), command.orderId(),
                outcome(answer.outcome()));
    }

    private static String outcome(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Applied applied -> "version " + applied.version();
            case Outcome.Rejected refused -> refused.code().code();
        };
    }
}
