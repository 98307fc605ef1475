package io.spillway.writer.core;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import io.spillway.contract.command.CommandHeader;
import io.spillway.contract.command.CommandId;
import io.spillway.contract.command.CommandKind;
import io.spillway.contract.outcome.Outcome;
import io.spillway.contract.outcome.RefusalCode;

/**
 * Keeps the outcome of every command. Lanes use it from several threads at once.
 *
 * <p>A command that was put aside is recorded as {@link RefusalCode#DEAD_LETTERED}, so that its caller can be told. Such a
 * record is no decision: {@link #find} never gives it, so that a replayed command is decided as if it were new, and
 * whoever reads the ledger prefers any other record of the same command, whichever came first.
 */
public interface Ledger {

    /**
     * The decisions that are recorded, of those asked for.
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
    record RecordedCommand(CommandHeader header, CommandKind kind, Outcome outcome) {

        public boolean isDeadLettered() {
            return outcome.equals(DEAD_LETTERED);
        }
    }

    /** What is recorded of a command that lies among the dead letters. */
    Outcome DEAD_LETTERED = new Outcome.Rejected(RefusalCode.DEAD_LETTERED);
}
