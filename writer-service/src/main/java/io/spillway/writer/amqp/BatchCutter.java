package io.spillway.writer.amqp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.spillway.contract.order.OrderId;
import org.jspecify.annotations.Nullable;

/**
 * Cuts what has arrived on one channel into batches, each the longest run from the front that stays within the limits.
 * Always a run, so that one acknowledgement covers it. For one lane's thread.
 */
final class BatchCutter {

    private final Arrivals arrivals;
    private final CommandDecoder decoder;
    private final WriterSettings settings;

    /** Read, but too much for the batch before. */
    private @Nullable Incoming leftOver;

    private long decodeNanos;

    BatchCutter(Arrivals arrivals, CommandDecoder decoder, WriterSettings settings) {
        this.arrivals = arrivals;
        this.decoder = decoder;
        this.settings = settings;
    }

    /**
     * The next batch: all that has arrived by now, up to the limits.
     *
     * @param wait how long to wait when nothing has arrived
     * @return empty when nothing came in that time
     */
    List<Incoming> next(Duration wait) throws InterruptedException {
        Incoming first = leftOver == null ? decode(arrivals.poll(wait)) : leftOver;
        leftOver = null;
        if (first == null) {
            return List.of();
        }
        if (settings.linger().isPositive()) {
            arrivals.awaitMore(settings.maxBatchMessages() - 1, settings.linger());
        }
        Run run = new Run();
        for (Incoming next = first; next != null; next = decode(arrivals.poll())) {
            if (!run.add(next)) {
                leftOver = next;
                break;
            }
            if (run.isFull()) {
                break;
            }
        }
        return run.messages;
    }

    private @Nullable Incoming decode(@Nullable Message message) {
        if (message == null) {
            return null;
        }
        long start = System.nanoTime();
        Incoming incoming = decoder.decode(message);
        decodeNanos += System.nanoTime() - start;
        return incoming;
    }

    /** What decoding took since this was last asked. */
    Duration takeDecodeTime() {
        Duration time = Duration.ofNanos(decodeNanos);
        decodeNanos = 0;
        return time;
    }

    /** A batch while it grows. */
    private final class Run {

        private final List<Incoming> messages = new ArrayList<>();
        private final Map<OrderId, Integer> perOrder = new HashMap<>();
        private long bytes;

        /** Adds a message if it still fits; the first always does. */
        boolean add(Incoming incoming) {
            bytes += incoming.message().size();
            int onItsOrder = incoming instanceof Incoming.Decoded decoded
                    ? perOrder.merge(decoded.delivery().command().orderId(), 1, Integer::sum)
                    : 1;
            if (!messages.isEmpty() && (bytes > settings.maxBatchBytes().toBytes()
                    || onItsOrder > settings.maxCommandsPerOrder())) {
                return false;
            }
            return messages.add(incoming);
        }

        boolean isFull() {
            return messages.size() >= settings.maxBatchMessages();
        }
    }
}
