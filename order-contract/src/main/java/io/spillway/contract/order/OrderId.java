package io.spillway.contract.order;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Names one order for ever, also after it was deleted. Assigned before the command is published. */
public record OrderId(@JsonValue UUID value) implements Comparable<OrderId> {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public OrderId {}

    @Override
    public int compareTo(OrderId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
