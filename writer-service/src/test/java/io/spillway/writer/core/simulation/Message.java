package io.spillway.writer.core.simulation;

import io.spillway.contract.command.Command;
import org.jspecify.annotations.Nullable;

/** A message in a queue. */
final class Message {

    /** Null when nobody can read it. */
    final @Nullable Command command;
    /** Which of a run's queues it goes to. */
    final int queue;
    private final int number;
    private final boolean marked;
    private int deliveries;

    /** @param marked whether its publisher marked it as a possible copy */
    Message(int number, @Nullable Command command, int queue, boolean marked) {
        this.number = number;
        this.command = command;
        this.queue = queue;
        this.marked = marked;
    }

    void delivered() {
        deliveries++;
    }

    boolean wasDelivered() {
        return deliveries > 0;
    }

    /** As the header or, after the first delivery, the broker's redelivery flag says. */
    boolean isPossibleCopy() {
        return marked || deliveries > 1;
    }

    @Override
    public String toString() {
        String what = command == null
                ? "poison"
                : Names.of(command.id()) + "=" + command.kind().label() + "(" + Names.of(command.orderId()) + ")";
        return "#" + number + " " + what + (isPossibleCopy() ? "*" : "");
    }
}
