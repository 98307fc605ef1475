package io.spillway.writer.core;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import io.spillway.contract.command.CommandHeader;
import io.spillway.contract.command.CommandId;
import io.spillway.contract.command.CommandKind;
import io.spillway.contract.outcome.Outcome;

/** Keeps the outcome of every command. Lanes use it from several threads at once. */
public interface Ledger {

    /**
     * The verdicts that are recorded, of those asked for.
     *
     * @throws StoreUnavailableException when there is no answer now
     */
    Map<CommandId, Verdict> find(Set<CommandId> commands);

    /**
     * Records a batch; recording it again under the same id changes nothing.
     *
     * @throws StoreUnavailableException when it is not known whether a majority has it
     */
    void record(Entry entry);

    /** One written batch. */
    record Entry(UUID id, List<RecordedCommand> commands) {}

    /** One command of a batch and what became of it. */
    record RecordedCommand(CommandHeader header, CommandKind kind, Outcome outcome) {}
}
