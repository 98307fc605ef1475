package io.spillway.gateway.core;

import io.spillway.contract.command.CommandId;
import io.spillway.contract.outcome.CommandRecord;

/** What the ledger knows about commands. */
@FunctionalInterface
public interface CommandRecords {

    Lookup find(CommandId command, TraceContext trace);

    /** What asking for a record gave. */
    sealed interface Lookup {

        record Found(CommandRecord commandRecord) implements Lookup {}

        /** The command has no outcome yet, or has none any more. */
        record NotRecorded() implements Lookup {}

        /** Nobody could tell. */
        record Unavailable() implements Lookup {}
    }
}
