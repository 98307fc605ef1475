package io.spillway.writer.core.simulation;

import java.util.UUID;

import io.spillway.contract.command.CommandId;
import io.spillway.contract.order.OrderId;
import io.spillway.contract.outcome.Outcome;

/** Ids that are numbers underneath, so that a trace can be read: command {@code c3} on order {@code A}. */
final class Names {

    private static final long COMMANDS = 0xC;
    private static final long ORDERS = 0xA;

    private Names() {}

    static CommandId command(int number) {
        return new CommandId(new UUID(COMMANDS, number));
    }

    static OrderId order(int number) {
        return new OrderId(new UUID(ORDERS, number));
    }

    static String of(CommandId id) {
        return "c" + id.value().getLeastSignificantBits();
    }

    static String of(OrderId id) {
        return String.valueOf((char) ('A' + id.value().getLeastSignificantBits()));
    }

    static String of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Applied applied -> "v" + applied.version();
            case Outcome.Rejected rejected -> rejected.code().code();
        };
    }
}
