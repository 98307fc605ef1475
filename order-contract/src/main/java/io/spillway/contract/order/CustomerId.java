package io.spillway.contract.order;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Whom an order is for. Data only: it gives nobody a right to the order. */
public record CustomerId(@JsonValue String value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public CustomerId {
        Text.token(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
