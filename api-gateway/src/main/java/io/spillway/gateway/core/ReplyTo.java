package io.spillway.gateway.core;

/**
 * Where the outcome of a command is to go.
 *
 * @param queue         this gateway's own
 * @param correlationId of the one request that waits: two may wait for commands with the same id
 */
public record ReplyTo(String queue, String correlationId) {}
