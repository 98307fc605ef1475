/**
 * What a caller wants done to an order. A command that exists is valid in itself; whether it can be applied is the writer's decision.
 */
@NullMarked
package io.spillway.contract.command;

import org.jspecify.annotations.NullMarked;
