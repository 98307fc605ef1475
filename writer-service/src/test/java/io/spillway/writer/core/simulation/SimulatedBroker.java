package io.spillway.writer.core.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Queues with a single active consumer each, as RabbitMQ has them: unacknowledged messages go back to the head when their
 * channel is gone, and hold up a change to another consumer until they are settled.
 */
final class SimulatedBroker {

    private final Simulation world;
    private final List<Queue> queues = new ArrayList<>();
    private final int prefetch;
    private final Set<Message> confirmedDead = new HashSet<>();
    /** In the order in which the queues took them. */
    private final List<Message> accepted = new ArrayList<>();

    SimulatedBroker(Simulation world, int queues, int prefetch) {
        this.world = world;
        this.prefetch = prefetch;
        for (int i = 0; i < queues; i++) {
            this.queues.add(new Queue());
        }
    }

    /** One partition. */
    private static final class Queue {
        private final Deque<Message> ready = new ArrayDeque<>();
        private final List<Channel> consumers = new ArrayList<>();
        private @Nullable Channel active;
        private boolean changing;
    }

    /** A channel that consumes all queues; its writer may be the last to learn that it is gone. */
    static final class Channel {
        private final SimulatedWriter writer;
        private final List<Message> unacknowledged = new ArrayList<>();
        private boolean open = true;

        private Channel(SimulatedWriter writer) {
            this.writer = writer;
        }

        boolean isOpen() {
            return open;
        }
    }

    void publish(Message message) {
        world.tell(() -> "queue takes " + message);
        accepted.add(message);
        queues.get(message.queue).ready.add(message);
    }

    Channel open(SimulatedWriter writer) {
        Channel channel = new Channel(writer);
        for (Queue queue : queues) {
            queue.consumers.add(channel);
            if (queue.active == null) {
                queue.active = channel;
            }
        }
        return channel;
    }

    void close(Channel channel) {
        if (!channel.open) {
            return;
        }
        channel.open = false;
        for (int i = 0; i < queues.size(); i++) {
            Queue queue = queues.get(i);
            for (Message message : channel.unacknowledged.reversed()) {
                if (message.queue == i) {
                    queue.ready.addFirst(message);
                }
            }
            queue.consumers.remove(channel);
            if (queue.active == channel) {
                queue.active = queue.consumers.isEmpty() ? null : queue.consumers.getFirst();
                queue.changing = false;
            }
        }
        channel.unacknowledged.clear();
    }

    /** Delivers one message, if a consumer waits for one. */
    void deliver() {
        Queue queue = world.chance().pick(queues);
        Channel active = queue.active;
        if (active == null || queue.changing || queue.ready.isEmpty() || held(active, queue) >= prefetch) {
            return;
        }
        Message message = queue.ready.removeFirst();
        message.delivered();
        active.unacknowledged.add(message);
        active.writer.receive(active, message);
    }

    private int held(Channel channel, Queue queue) {
        int index = queues.indexOf(queue);
        int held = 0;
        for (Message message : channel.unacknowledged) {
            if (message.queue == index) {
                held++;
            }
        }
        return held;
    }

    /** The broker prefers another consumer from now on. */
    boolean handOver() {
        Queue queue = world.chance().pick(queues);
        if (queue.changing || queue.consumers.size() < 2) {
            return false;
        }
        queue.changing = true;
        changeIfSettled(queue);
        return true;
    }

    private void changeIfSettled(Queue queue) {
        if (queue.changing && queue.active != null && held(queue.active, queue) == 0) {
            List<Channel> others = new ArrayList<>(queue.consumers);
            others.remove(queue.active);
            queue.changing = false;
            if (!others.isEmpty()) {
                queue.active = world.chance().pick(others);
                world.tell(() -> "broker: " + queue.active.writer + " becomes the active consumer");
            }
        }
    }

    void confirmDead(Message poison) {
        confirmedDead.add(poison);
    }

    /** Acknowledges what the channel delivered first, as many as these; a channel that is gone does nothing. */
    void acknowledge(Channel channel, List<Message> batch) {
        if (!channel.open) {
            return;
        }
        List<Message> first = channel.unacknowledged.subList(0, batch.size());
        if (!first.equals(batch)) {
            throw new Difference("Acknowledged " + batch + " while " + first + " came first");
        }
        for (Message message : batch) {
            boolean settled = message.command == null
                    ? confirmedDead.contains(message)
                    : world.store().everRecorded().containsKey(message.command.id());
            if (!settled) {
                throw new Difference(message + " was acknowledged, and is neither recorded nor among the dead letters");
            }
        }
        first.clear();
        queues.forEach(this::changeIfSettled);
    }

    List<Message> accepted() {
        return accepted;
    }

    /** Whether all that was ever delivered is settled. */
    boolean isQuiet() {
        for (Queue queue : queues) {
            for (Channel channel : queue.consumers) {
                if (!channel.unacknowledged.isEmpty()) {
                    return false;
                }
            }
            // What was delivered before stands at the head.
            if (!queue.ready.isEmpty() && queue.ready.getFirst().wasDelivered()) {
                return false;
            }
        }
        return true;
    }

    boolean isEmpty() {
        for (Queue queue : queues) {
            if (!queue.ready.isEmpty()) {
                return false;
            }
        }
        return isQuiet();
    }

    /** What waits in the queues. */
    List<Message> ready() {
        return queues.stream().flatMap(queue -> queue.ready.stream()).toList();
    }
}
