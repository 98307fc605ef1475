package io.spillway.contract.outcome;

import java.util.Arrays;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonValue;

/** Why a command was refused. The codes are public: they never change their meaning. */
public enum RefusalCode {
    /** No such order, or not the actor's. */
    ORDER_NOT_FOUND("order-not-found"),
    /** {@code If-Match} named another version. */
    VERSION_MISMATCH("version-mismatch"),
    /** A create under an id that is taken. */
    ORDER_ALREADY_EXISTS("order-already-exists"),
    /** A create under the id of an order deleted not long ago. */
    ORDER_ID_RETIRED("order-id-retired"),
    /** The status does not lead to the wanted one. */
    ILLEGAL_STATUS_TRANSITION("illegal-status-transition"),
    /** What was ordered changes only while the order is {@code PLACED}. */
    ORDER_NOT_EDITABLE("order-not-editable"),
    /** The order that would come of it may not exist. */
    INVALID_ORDER("invalid-order"),
    /** The same command id with another payload. */
    IDEMPOTENCY_KEY_REUSED("idempotency-key-reused"),
    /**
     * No decision: the command could not be applied and lies in {@code orders.dead}. The one code that can change, when
     * an operator replays it.
     */
    DEAD_LETTERED("dead-lettered");

    private final String code;

    RefusalCode(String code) {
        this.code = code;
    }

    @JsonValue
    public String code() {
        return code;
    }

    public static Optional<RefusalCode> of(String code) {
        return Arrays.stream(values()).filter(refusal -> refusal.code.equals(code)).findFirst();
    }
}
