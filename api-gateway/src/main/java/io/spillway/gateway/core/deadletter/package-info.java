/**
 * What operators do with messages that could not be applied: look at them, replay them in order, discard them.
 */
@NullMarked
package io.spillway.gateway.core.deadletter;

import org.jspecify.annotations.NullMarked;
