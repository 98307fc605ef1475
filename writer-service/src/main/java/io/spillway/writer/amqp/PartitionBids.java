package io.spillway.writer.amqp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.spillway.contract.messaging.Partition;

/**
 * One writer's bids for the partitions: the writer that bids most for a partition drains it (RabbitMQ, "Consumer
 * Priorities", with a single active consumer, from 4.0 on; older brokers ignore them). A bid depends on nobody else, so a
 * writer that comes takes only what it bids most for, one that goes leaves only what it had, and nobody has to know how
 * many there are (rendezvous hashing).
 *
 * <p>Each writer ranks the partitions by a hash and bids its ranks. Because every writer has the same ranks to give, shares
 * differ less than with independent hashes.
 */
final class PartitionBids {

    /** Settles ties between writers that rank a partition alike. */
    private static final int TIE_BITS = 23;

    private final Map<Partition, Integer> bids = new HashMap<>();

    /** @param partitions all of them, not only those of one lane */
    PartitionBids(String writer, List<Partition> partitions) {
        Map<Partition, Long> hashes = new HashMap<>();
        partitions.forEach(partition -> hashes.put(partition, hash(writer, partition)));
        int rank = 0;
        for (Map.Entry<Partition, Long> ranked : hashes.entrySet().stream().sorted(Map.Entry.comparingByValue())
                .toList()) {
            int tie = ranked.getValue().intValue() & ((1 << TIE_BITS) - 1);
            bids.put(ranked.getKey(), (rank++ << TIE_BITS) | tie);
        }
    }

    /** From 0 to less than 2^31, by the number of partitions. */
    int on(Partition partition) {
        Integer bid = bids.get(partition);
        if (bid == null) {
            throw new IllegalArgumentException("No bid was made on " + partition);
        }
        return bid;
    }

    private static long hash(String writer, Partition partition) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((writer + "/" + partition.index()).getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        }
    }
}
