package io.spillway.writer.core.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/** What a writer asked of the outside and waits for. Each of its operations takes effect on its own, in any order. */
final class Call {

    /** Whom it asks for what. */
    enum Kind {
        LOAD, FIND, WRITE, RECORD, PAUSE, DEAD_LETTER, ACKNOWLEDGE;

        boolean reachesDatabase() {
            return compareTo(RECORD) <= 0;
        }

        boolean changesSomething() {
            return this == WRITE || this == RECORD;
        }
    }

    /** One part of a call that happens as a whole or not at all. */
    interface Operation {
        @Nullable
        Object takeEffect();
    }

    private final Kind kind;
    private final List<Operation> operations;
    private final List<Integer> left;
    private final @Nullable Object[] results;
    private final Function<List<@Nullable Object>, Object> answer;

    /** @param answer makes the call's answer of what its operations gave */
    Call(Kind kind, List<Operation> operations, Function<List<@Nullable Object>, Object> answer) {
        this.kind = kind;
        this.operations = operations;
        this.answer = answer;
        results = new @Nullable Object[operations.size()];
        left = new ArrayList<>(operations.size());
        for (int index = 0; index < operations.size(); index++) {
            left.add(index);
        }
    }

    Kind kind() {
        return kind;
    }

    boolean isDone() {
        return left.isEmpty();
    }

    /** One more operation takes effect. */
    void takeEffect(Chance chance) {
        int index = takeLeft(chance);
        results[index] = operations.get(index).takeEffect();
    }

    /** One more operation will not take effect in time, and the caller is told so. */
    Operation giveUp(Chance chance, Object result) {
        int index = takeLeft(chance);
        results[index] = result;
        return operations.get(index);
    }

    private int takeLeft(Chance chance) {
        return left.remove(chance.below(left.size()));
    }

    Object answer() {
        return answer.apply(Arrays.asList(results));
    }
}
