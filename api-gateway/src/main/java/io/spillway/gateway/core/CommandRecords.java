package io.spillway.gateway.core;

import java.time.Duration;

import io.spillway.contract.command.CommandId;
import io.spillway.contract.outcome.CommandRecord;

/** What the ledger knows about commands. */
@FunctionalInterface
public interface CommandRecords {

    /** @param atMost when to give up; an implementation may give up before */
    Lookup find(CommandId command, TraceContext trace, Duration atMost);

    /** What asking for a record gave. */
    sealed interface Lookup {

        record Found(CommandRecord commandRecord) implements Lookup {}

        /** The command has no outcome yet, or has none any more. */
        record NotRecorded() implements Lookup {}

        /** Nobody could tell. */
        record Unavailable() implements Lookup {}
    }
}
