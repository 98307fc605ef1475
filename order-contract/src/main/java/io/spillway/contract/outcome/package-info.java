/**
 * What became of a command: the writer decides it, the ledger keeps it, the gateway shows it.
 */
@NullMarked
package io.spillway.contract.outcome;

import org.jspecify.annotations.NullMarked;
