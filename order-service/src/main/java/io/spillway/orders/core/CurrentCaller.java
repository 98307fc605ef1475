package io.spillway.orders.core;

import io.spillway.contract.command.Actor;

/** Tells on whose behalf the current thread is reading. */
public interface CurrentCaller {

    Actor actor();
}
