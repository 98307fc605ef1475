package io.spillway.orders.core;

import java.util.Optional;

import io.spillway.contract.command.Actor;
import io.spillway.contract.command.CommandId;
import io.spillway.contract.outcome.CommandRecord;

/** The ledger as one reader sees it: users their own commands, operators everybody's. */
public final class VisibleCommands {

    private final CommandRecords records;

    public VisibleCommands(CommandRecords records) {
        this.records = records;
    }

    /** Empty as well when the command is somebody else's. */
    public Optional<CommandRecord> find(Actor actor, CommandId id) {
        return records.find(id).filter(record -> actor.mayAccess(record.actor()));
    }
}
