package io.spillway.benchmarks.consumers;

import java.util.Objects;

import io.spillway.contract.command.Command;
import io.spillway.contract.command.CommandKind;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Reads commands from messages; the same for all ways, so that none wins by reading less. */
final class CommandReader {

    private static final JsonMapper JSON = JsonMapper.shared();

    private CommandReader() {}

    static Command read(@Nullable String type, byte[] body) {
        return JSON.readValue(body,
                CommandKind.ofMessageType(Objects.requireNonNull(type)).orElseThrow().commandClass());
    }
}
