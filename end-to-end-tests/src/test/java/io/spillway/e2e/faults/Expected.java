package io.spillway.e2e.faults;

import io.spillway.contract.command.CommandHeader;
import io.spillway.contract.command.CommandKind;
import io.spillway.contract.outcome.Outcome;

/** A command that was sent, with what must become of it. */
record Expected(CommandHeader header, CommandKind kind, Outcome outcome) {}
