/**
 * The whole stack as its users run it: {@code docker compose} brings it up, callers write through the gateway, containers are
 * killed, paused and restarted meanwhile, and in the end all that was accepted is accounted for, by HTTP alone.
 */
@NullMarked
package io.spillway.e2e.compose;

import org.jspecify.annotations.NullMarked;
