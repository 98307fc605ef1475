package io.spillway.contract.messaging;

/** One of the command queues, numbered from 0. */
public record Partition(int index) {

    public Partition {
        if (index < 0 || index >= Partitions.MAX) {
            throw new IllegalArgumentException("A partition's index must be from 0 to 99, not " + index);
        }
    }

    public String routingKey() {
        return "%02d".formatted(index);
    }

    public String queue() {
        return OrderTopology.COMMANDS + "." + routingKey();
    }
}
