package io.spillway.contract.order;

/**
 * A value that may not exist. The message is a sentence fit for the caller who sent the value: it names the rule, never
 * the value itself nor anything internal.
 */
public final class InvalidValueException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public InvalidValueException(String message) {
        super(message);
    }
}
