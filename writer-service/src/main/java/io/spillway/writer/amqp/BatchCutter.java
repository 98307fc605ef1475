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
 * Always a run, so that one acknowledgement covers it. Suspicious messages, which are not even decoded here, are never in
 * a batch with others. For one lane's thread.
 */
final class BatchCutter {

    private final Arrivals arrivals;
    private final CommandDecoder decoder;
    private final Suspicion suspicion;
    private final WriterSettings settings;

    /** Read, but too much for the batch before. */
    private @Nullable Incoming leftOver;

    private long decodeNanos;

    BatchCutter(Arrivals arrivals, CommandDecoder decoder, Suspicion suspicion, WriterSettings settings) {
        this.arrivals = arrivals;
        this.decoder = decoder;
        this.suspicion = suspicion;
        this.settings = settings;
    }

    /**
     * The next batch: all that has arrived by now, up to the limits.
     *
     * @param wait how long to wait when nothing has arrived
     * @return empty when nothing came in that time
     */
    List<Incoming> next(Duration wait) throws InterruptedException {
        Incoming first = leftOver == null ? look(arrivals.poll(wait)) : leftOver;
        leftOver = null;
        if (first == null) {
            return List.of();
        }
        if (settings.linger().isPositive()) {
            arrivals.awaitMore(settings.maxBatchMessages() - 1, settings.linger());
        }
        Run run = new Run();
        for (Incoming next = first; next != null; next = look(arrivals.poll())) {
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

    private @Nullable Incoming look(@Nullable Message message) {
        if (message == null) {
            return null;
        }
        String fingerprint = suspicion.fingerprintIfSuspicious(message);
        if (fingerprint != null) {
            return new Incoming.Suspect(message, fingerprint);
        }
        long start = System.nanoTime();
        try {
            return decoder.decode(message);
        } catch (RuntimeException | Error unexpected) {
            suspicion.failed(List.of(message));
            throw unexpected;
        } finally {
            decodeNanos += System.nanoTime() - start;
        }
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
        private boolean suspicious;
        private long bytes;

        /** Adds a message if it still fits; the first always does. */
        boolean add(Incoming incoming) {
            if (messages.isEmpty()) {
                suspicious = incoming instanceof Incoming.Suspect;
            } else if (suspicious != incoming instanceof Incoming.Suspect) {
                return false;
            }
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
            // Of the suspicious nobody knows the order yet, so all may be on one.
            return messages.size() >= (suspicious
                    ? Math.min(BatchSettler.TOGETHER,
                            Math.min(settings.maxBatchMessages(), settings.maxCommandsPerOrder()))
                    : settings.maxBatchMessages());
        }
    }
}
