/**
 * Accounts: who may write, and how a gateway knows that without asking a database. Tokens are read, passwords hashed and
 * accounts kept behind the ports in this package.
 */
@NullMarked
package io.spillway.gateway.core.identity;

import org.jspecify.annotations.NullMarked;
