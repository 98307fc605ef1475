/**
 * The database's side: the order documents and the ledger, and the indexes both need.
 */
@NullMarked
package io.spillway.writer.mongodb;

import org.jspecify.annotations.NullMarked;
