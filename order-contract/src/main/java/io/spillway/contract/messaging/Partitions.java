package io.spillway.contract.messaging;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import io.spillway.contract.order.OrderId;

/**
 * How many command queues there are, and which of them an order's commands go to. The count is the same in every process
 * and changes only while the queues are empty; otherwise one order's commands would overtake each other.
 */
public record Partitions(int count) {

    public static final int DEFAULT = 8;
    static final int MAX = 100;

    public Partitions {
        if (count < 1 || count > MAX) {
            throw new IllegalArgumentException(
                    "The number of partitions (spillway.partitions) must be from 1 to 100, not " + count);
        }
    }

    /**
     * Always the same for the same id and count, in every version: the high 31 bits of a Fibonacci hash (multiplication
     * by 2^64 / golden ratio) of both halves of the id, modulo the count. Fixed by test vectors.
     */
    public Partition of(OrderId order) {
        UUID id = order.value();
        long mixed = (id.getMostSignificantBits() ^ Long.rotateLeft(id.getLeastSignificantBits(), 32))
                * 0x9E3779B97F4A7C15L;
        return new Partition((int) (mixed >>> 33) % count);
    }

    public List<Partition> all() {
        return IntStream.range(0, count).mapToObj(Partition::new).toList();
    }
}
