package io.spillway.writer.amqp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import io.spillway.contract.messaging.Partition;
import io.spillway.contract.messaging.Partitions;
import io.spillway.writer.core.BatchProcessor;
import io.spillway.writer.core.LaneCache;
import io.spillway.writer.core.Ledger;
import io.spillway.writer.core.OrderStore;
import io.spillway.writer.core.SuspectNotes;
import io.spillway.writer.core.WriterListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Starts the lanes with the application, and stops them so that what has arrived is written and acknowledged first. */
@Component
final class Lanes implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Lanes.class);

    private final List<Lane> lanes;
    private final List<Thread> threads = new ArrayList<>();
    private final Duration stopTimeout;
    private volatile boolean running;

    Lanes(Topology topology, WriterSettings settings, LaneChannels channels, CommandDecoder decoder,
            DeadLetters deadLetters, Suspicion suspicion, SuspectNotes notes, Solitude solitude, OrderStore store,
            Ledger ledger, Outcomes outcomes, WriterListener listener) {
        this.stopTimeout = settings.stopTimeout();
        List<Partition> partitions = new Partitions(topology.partitions()).all();
        int count = Math.min(settings.lanes(), partitions.size());
        this.lanes = IntStream.range(0, count).mapToObj(lane -> {
            LaneCache cache = new LaneCache(settings.cache().toBytes());
            List<Partition> share = partitions.stream().filter(p -> p.index() % count == lane).toList();
            BatchProcessor processor = new BatchProcessor(store, ledger, cache, UUID::randomUUID);
            BatchSettler settler = new BatchSettler(decoder, processor, outcomes, listener, deadLetters,
                    suspicion, notes, solitude);
            return new Lane(share, channels, decoder, suspicion, settler, cache, listener, settings);
        }).toList();
    }

    @Override
    public void start() {
        running = true;
        for (int i = 0; i < lanes.size(); i++) {
            threads.add(Thread.ofPlatform().name("lane-" + i).start(lanes.get(i)));
        }
    }

    @Override
    public void stop() {
        lanes.forEach(Lane::stop);
        long deadline = System.nanoTime() + stopTimeout.toNanos();
        for (Thread thread : threads) {
            try {
                Duration left = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
                if (!thread.join(left)) {
                    log.warn("{} did not finish its batch in time; its messages are delivered again", thread.getName());
                    thread.interrupt();
                }
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        threads.clear();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
