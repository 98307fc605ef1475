package io.spillway.contract.command;

import java.util.Arrays;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonValue;

/** The kinds of command, with the name each has on the wire and towards callers. */
public enum CommandKind {
    CREATE("create", "order.create.v1", CreateOrder.class),
    REPLACE("replace", "order.replace.v1", ReplaceOrder.class),
    PATCH("patch", "order.patch.v1", PatchOrder.class),
    DELETE("delete", "order.delete.v1", DeleteOrder.class);

    private final String label;
    private final String messageType;
    private final Class<? extends Command> commandClass;

    CommandKind(String label, String messageType, Class<? extends Command> commandClass) {
        this.label = label;
        this.messageType = messageType;
        this.commandClass = commandClass;
    }

    /** As callers see it in an operation's {@code kind}. */
    @JsonValue
    public String label() {
        return label;
    }

    /** The AMQP {@code type} of a message that carries such a command. */
    public String messageType() {
        return messageType;
    }

    public Class<? extends Command> commandClass() {
        return commandClass;
    }

    public static Optional<CommandKind> ofMessageType(String type) {
        return Arrays.stream(values()).filter(kind -> kind.messageType.equals(type)).findFirst();
    }

    public static Optional<CommandKind> ofLabel(String label) {
        return Arrays.stream(values()).filter(kind -> kind.label.equals(label)).findFirst();
    }
}
