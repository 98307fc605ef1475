package io.spillway.contract.command;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Names one requested change. A command with an id that was seen before is the same command, however often it comes. */
public record CommandId(@JsonValue UUID value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public CommandId {}

    @Override
    public String toString() {
        return value.toString();
    }
}
