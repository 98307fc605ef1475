package io.spillway.orders.core;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import io.spillway.contract.command.Actor;
import io.spillway.contract.command.CommandId;
import io.spillway.contract.command.CommandKind;
import io.spillway.contract.command.PayloadHash;
import io.spillway.contract.order.OrderId;
import io.spillway.contract.order.UserId;
import io.spillway.contract.outcome.CommandRecord;
import io.spillway.contract.outcome.Outcome;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class VisibleCommandsTest {

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final UserId ANN = new UserId("ann");

    @Test
    void showsACommandToItsOwnerAndToOperatorsOnly() {
        CommandRecord record = annsCommand();
        VisibleCommands commands = new VisibleCommands(id -> Optional.of(record));

        assertThat(commands.find(new Actor(ANN, false), record.id())).contains(record);
        assertThat(commands.find(new Actor(new UserId("olga"), true), record.id())).contains(record);
        assertThat(commands.find(new Actor(new UserId("bob"), false), record.id())).isEmpty();
    }

    private static CommandRecord annsCommand() {
        return new CommandRecord(new CommandId(UUID.randomUUID()), new OrderId(UUID.randomUUID()), CommandKind.CREATE,
                ANN, PayloadHash.of(new byte[PayloadHash.BYTES]), NOON, NOON, new Outcome.Applied(1));
    }
}
