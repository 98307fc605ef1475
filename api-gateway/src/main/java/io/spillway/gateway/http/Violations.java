package io.spillway.gateway.http;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import io.spillway.contract.order.InvalidValueException;
import org.jspecify.annotations.Nullable;

/** Collects everything that is wrong with a body, so that its sender can mend it in one go. */
final class Violations {

    // A small body can hold thousands of mistakes; nobody reads them, and the answer must stay small too.
    static final int MAX = 100;

    private final List<Violation> found = new ArrayList<>();

    void add(Pointer at, String detail) {
        if (found.size() < MAX) {
            found.add(new Violation(at.text(), detail));
        }
    }

    /** What {@code value} gives, or null and a violation when the contract refuses it. */
    <T> @Nullable T check(Pointer at, Supplier<T> value) {
        try {
            return value.get();
        } catch (InvalidValueException refused) {
            add(at, sentence(refused));
            return null;
        }
    }

    void throwIfAny() {
        if (!found.isEmpty()) {
            throw thrown();
        }
    }

    /** The problem that lists what was found. */
    ProblemException thrown() {
        return ProblemException.invalid(found);
    }

    private static String sentence(InvalidValueException refused) {
        String message = refused.getMessage();
        return message == null ? "is not valid" : message;
    }
}
