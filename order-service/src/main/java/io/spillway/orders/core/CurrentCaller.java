package io.spillway.orders.core;

import io.spillway.contract.command.Actor;

/** Tells on whose behalf the current thread is reading. */
public interface CurrentCaller {

    /** @throws IllegalStateException when the current thread answers nobody who is known */
    Actor actor();
}
