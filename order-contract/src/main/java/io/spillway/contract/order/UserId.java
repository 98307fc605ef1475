package io.spillway.contract.order;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Who acts: the subject of the caller's token. The one who created an order owns it. */
public record UserId(@JsonValue String value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public UserId {
        Text.token(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
