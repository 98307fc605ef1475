package io.spillway.orders.security;

import io.spillway.contract.command.Actor;
import io.spillway.orders.core.CallerUnknownException.Reason;

/** Whose request it is, as far as its credentials tell. */
sealed interface Caller {

    record Known(Actor actor) implements Caller {}

    record Unknown(Reason reason) implements Caller {}
}
