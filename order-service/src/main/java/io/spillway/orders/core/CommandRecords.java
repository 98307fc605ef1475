package io.spillway.orders.core;

import java.util.Optional;

import io.spillway.contract.command.CommandId;
import io.spillway.contract.outcome.CommandRecord;

/**
 * The ledger: what became of commands. A record once found never changes or vanishes before the ledger expires, but for
 * one that says {@code dead-lettered}: a replay puts the real outcome in its place. Safe for use by many threads; throws
 * {@link StoreUnavailableException} when the store cannot answer in time.
 */
public interface CommandRecords {

    Optional<CommandRecord> find(CommandId id);
}
