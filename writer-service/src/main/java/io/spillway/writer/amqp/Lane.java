package io.spillway.writer.amqp;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import com.rabbitmq.client.AlreadyClosedException;
import io.spillway.contract.messaging.Partition;
import io.spillway.writer.core.LaneCache;
import io.spillway.writer.core.Patience;
import io.spillway.writer.core.StoreUnavailableException;
import io.spillway.writer.core.WriterListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;

/**
 * Drains some partitions, one batch at a time, on a thread of its own. A lost channel, whatever lost it, is answered by
 * dropping what had arrived on it and beginning again on another.
 */
final class Lane implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(Lane.class);
    private static final Duration IDLE_CHECK = Duration.ofMillis(200);

    private final List<Partition> partitions;
    private final LaneChannels channels;
    private final CommandDecoder decoder;
    private final Suspicion suspicion;
    private final BatchSettler settler;
    private final LaneCache cache;
    private final WriterListener listener;
    private final WriterSettings settings;

    private volatile boolean stopping;

    Lane(List<Partition> partitions, LaneChannels channels, CommandDecoder decoder, Suspicion suspicion,
            BatchSettler settler, LaneCache cache, WriterListener listener, WriterSettings settings) {
        this.partitions = partitions;
        this.channels = channels;
        this.decoder = decoder;
        this.suspicion = suspicion;
        this.settler = settler;
        this.cache = cache;
        this.listener = listener;
        this.settings = settings;
    }

    /** Finish what has arrived, then end. */
    void stop() {
        stopping = true;
    }

    @Override
    public void run() {
        Backoff backoff = new Backoff();
        while (!stopping) {
            // Another writer may have been at these orders while we had no channel.
            cache.clear();
            try (LaneChannel channel = channels.open(partitions)) {
                log.info("Draining {}", partitions.stream().map(Partition::queue).toList());
                drain(channel, backoff);
                if (!stopping) {
                    log.warn("Lost the channel; what was not acknowledged is delivered again");
                }
            } catch (Patience.BatchAbandonedException abandoned) {
                log.warn("{}; its messages are delivered again", abandoned.getMessage());
            } catch (IOException | AmqpException | AlreadyClosedException lost) {
                // the client wraps what the broker said in an exception that says nothing
                log.warn("Lost the queues: {}",
                        String.valueOf(lost.getMessage() == null && lost.getCause() != null ? lost.getCause() : lost));
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException | Error unexpected) {
                log.error("A batch failed unexpectedly; its messages are delivered again, and handled with care",
                        unexpected);
            }
            if (!stopping && !sleep(backoff.next())) {
                return;
            }
        }
    }

    private void drain(LaneChannel channel, Backoff backoff) throws IOException, InterruptedException {
        BatchCutter cutter = new BatchCutter(channel, decoder, suspicion, settings);
        boolean cancelled = false;
        while (!channel.isLost()) {
            List<Incoming> batch = cutter.next(cancelled ? Duration.ZERO : IDLE_CHECK);
            if (!batch.isEmpty() && !channel.isLost()) {
                listener.onDecoded(batch.size(), cutter.takeDecodeTime());
                // A writer that fails on everything shall not put everything aside in a hurry.
                if (settler.settle(batch, new OutageMode(channel), channel::acknowledge)) {
                    backoff.reset();
                }
            } else if (cancelled) {
                return;
            }
            if (stopping && !cancelled) {
                channel.cancel();
                cancelled = true;
            }
        }
    }

    /** MongoDB is away: keep the deliveries, wait, try again, for as long as they are ours. */
    private final class OutageMode implements Patience {

        private final LaneChannel channel;
        private final Backoff backoff = new Backoff();

        OutageMode(LaneChannel channel) {
            this.channel = channel;
        }

        @Override
        public void pause(int attempt, StoreUnavailableException cause) {
            Duration delay = backoff.next();
            log.warn("The database gives no answer (attempt {}), trying again in {} ms: {}", attempt, delay.toMillis(),
                    String.valueOf(cause.getCause()));
            try {
                if (channel.awaitLoss(delay)) {
                    throw new BatchAbandonedException("The channel was lost while the database was away");
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new BatchAbandonedException("The writer stops while the database is away");
            }
            if (stopping) {
                throw new BatchAbandonedException("The writer stops while the database is away");
            }
        }
    }

    private static boolean sleep(Duration delay) {
        try {
            Thread.sleep(delay);
            return true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
