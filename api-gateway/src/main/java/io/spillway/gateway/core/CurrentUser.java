package io.spillway.gateway.core;

import io.spillway.contract.command.Actor;

/** On whose behalf the present request acts. */
@FunctionalInterface
public interface CurrentUser {

    Actor actor();
}
