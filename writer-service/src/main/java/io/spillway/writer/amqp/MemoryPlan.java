package io.spillway.writer.amqp;

import org.springframework.util.unit.DataSize;

/**
 * What the lanes may hold on the heap, in bytes. Nothing of it depends on how much waits in the queues.
 *
 * @param buffer for messages that have arrived, each lane
 */
record MemoryPlan(long buffer) {

    /** A message body, its command, its order as it was and as it will be, as a document and on the wire. */
    private static final int BATCH_COPIES = 6;
    /** The body of an ordinary command with what surrounds it. */
    private static final long ORDINARY_MESSAGE = 1024 + Inbox.OVERHEAD;

    /**
     * Checks that it all fits.
     *
     * @param heap the most that the JVM will take
     * @throws IllegalArgumentException with a sentence that says what to change
     */
    static MemoryPlan of(WriterSettings writer, BufferSettings buffers, Topology topology, long heap) {
        int lanes = Math.min(writer.lanes(), topology.partitions());
        DataSize chosen = buffers.buffer();
        long buffer = chosen == null ? heap / 8 / lanes : chosen.toBytes();

        long batch = BATCH_COPIES * writer.maxBatchBytes().toBytes();
        long held = lanes * (buffer + writer.cache().toBytes() + batch);
        if (held > heap / 2) {
            throw new IllegalArgumentException(
                    "%d lanes with a buffer of %s, a cache of %s and batches of %s (%d times that while they are written) need %s, more than half of the heap of %s: lower spillway.writer.lanes, .buffer, .cache or .max-batch-bytes, or raise -Xmx"
                            .formatted(lanes, mib(buffer), mib(writer.cache().toBytes()),
                                    mib(writer.maxBatchBytes().toBytes()), BATCH_COPIES, mib(held), mib(heap)));
        }
        long prefetched = (long) writer.prefetch() * topology.partitions() * ORDINARY_MESSAGE;
        if (prefetched > lanes * buffer) {
            throw new IllegalArgumentException(
                    "spillway.writer.prefetch (%d) of %d partitions is %s of ordinary messages, which does not fit the buffers of %d lanes (%s): lower spillway.writer.prefetch, or raise spillway.writer.buffer or -Xmx (%s)"
                            .formatted(writer.prefetch(), topology.partitions(), mib(prefetched), lanes,
                                    mib(lanes * buffer), mib(heap)));
        }
        return new MemoryPlan(buffer);
    }

    private static String mib(long bytes) {
        return bytes >> 20 > 0 ? (bytes >> 20) + " MiB" : (bytes >> 10) + " KiB";
    }
}
