package io.spillway.writer.amqp;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.spillway.contract.command.CommandHeader;
import io.spillway.contract.command.CommandKind;
import io.spillway.writer.core.Ledger;
import io.spillway.writer.core.Ledger.RecordedCommand;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * Finds out whose command a dead letter was, as far as it can be told: from a readable header, though what follows it may
 * be garbage, and from a type that at least begins like one of ours. Thread-safe.
 */
final class HeaderReader {

    /** A later version of a command is still that command. */
    private static final Pattern TYPE = Pattern.compile("order\\.([a-z]+)\\.v\\d+");

    private final JsonMapper json = JsonMapper.shared();
    private final ObjectReader headers = json.readerFor(CommandHeader.class)
            .with(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** @return empty when no command can be told, so that no operation of ours can be waiting for it */
    Optional<RecordedCommand> deadLettered(Message message) {
        try {
            return kind(message).flatMap(kind -> header(message)
                    .map(header -> new RecordedCommand(header, kind, Ledger.DEAD_LETTERED)));
        } catch (RuntimeException | StackOverflowError unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<CommandKind> kind(Message message) {
        Matcher type = TYPE.matcher(String.valueOf(message.properties().getType()));
        return type.matches() ? CommandKind.ofLabel(type.group(1)) : Optional.empty();
    }

    private Optional<CommandHeader> header(Message message) {
        try (JsonParser body = json.createParser(message.body())) {
            if (body.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            for (String member = body.nextName(); member != null; member = body.nextName()) {
                body.nextToken();
                if (member.equals("header")) {
                    return Optional.ofNullable(headers.readValue(body));
                }
                body.skipChildren();
            }
            return Optional.empty();
        }
    }
}
