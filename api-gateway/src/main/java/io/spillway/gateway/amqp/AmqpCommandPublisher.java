package io.spillway.gateway.amqp;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import io.spillway.contract.messaging.Partition;
import io.spillway.contract.messaging.Partitions;
import io.spillway.gateway.core.Acceptance;
import io.spillway.gateway.core.Acceptance.Reason;
import io.spillway.gateway.core.AcceptanceListener;
import io.spillway.gateway.core.Admission;
import io.spillway.gateway.core.CommandPublisher;
import io.spillway.gateway.core.Outgoing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Publishes commands with confirms. The calling thread encodes, stands in line and waits with a bound; it never touches a
 * socket, nor a lock that somebody holds who does.
 */
final class AmqpCommandPublisher implements CommandPublisher, SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(AmqpCommandPublisher.class);
    private static final int IDLE_SECONDS = 30;

    private final Partitions partitions;
    private final PublisherSettings settings;
    private final Admission admission;
    private final BrokerLink link;
    private final List<Lane> lanes;
    private final RetryTimes retryTimes;
    private final AcceptanceListener listener;
    private final ScheduledThreadPoolExecutor bounds = bounds();
    private volatile boolean running;

    /** @param depths what {@code link} looks at */
    AmqpCommandPublisher(Partitions partitions, PublisherSettings settings, Admission admission, BrokerLink link,
            QueueDepths depths, AcceptanceListener listener) {
        this.partitions = partitions;
        this.settings = settings;
        this.admission = admission;
        this.link = link;
        this.listener = listener;
        this.lanes = partitions.all().stream()
                .map(partition -> new Lane(partition, link, settings.inFlight()))
                .toList();
        this.retryTimes = new RetryTimes(partitions, depths, link::untilNextAttempt, System::nanoTime,
                () -> ThreadLocalRandom.current().nextDouble());
    }

    /**
     * One timer for all that wait. All have the same bound, so a new one comes behind the others and wakes nobody, while a virtual
     * thread that waits with a bound of its own wakes the JDK's timer when it begins and when it ends.
     */
    private static ScheduledThreadPoolExecutor bounds() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1,
                Thread.ofPlatform().daemon().name("publish-bounds").factory());
        timer.setRemoveOnCancelPolicy(true);
        // so nobody has to stop it
        timer.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
        return timer;
    }

    @Override
    public Acceptance publish(Outgoing outgoing) {
        long began = System.nanoTime();
        Partition partition = partitions.of(outgoing.command().orderId());
        Acceptance acceptance = retryTimes.told(partition, publish(partition, outgoing));
        listener.onAcceptance(acceptance, Duration.ofNanos(System.nanoTime() - began));
        return acceptance;
    }

    private Acceptance publish(Partition partition, Outgoing outgoing) {
        if (!running || !admission.isOpen()) {
            return Verdicts.notAccepted(Reason.STOPPING);
        }
        Optional<Reason> obstacle = link.obstacle();
        if (obstacle.isPresent()) {
            return Verdicts.notAccepted(obstacle.get());
        }
        Publication publication = CommandMessages.encode(outgoing);
        return lanes.get(partition.index()).offer(publication)
                ? await(publication)
                : Verdicts.notAccepted(Reason.BUSY);
    }

    private Acceptance await(Publication publication) {
        Future<?> bound = bounds.schedule(publication::giveUp, settings.confirmTimeout().toNanos(),
                TimeUnit.NANOSECONDS);
        try {
            return publication.await();
        } finally {
            bound.cancel(false);
        }
    }

    @Override
    public void start() {
        link.start();
        lanes.forEach(Lane::start);
        running = true;
    }

    /** Refuses new commands, waits with a bound for outstanding confirms, and tells the rest that theirs is unknown. */
    @Override
    public void stop() {
        running = false;
        try {
            if (!drain()) {
                LOG.warn("Stopping with unconfirmed commands");
            }
            lanes.forEach(Lane::stop);
            link.stop(settings.stopTimeout());
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean drain() throws InterruptedException {
        long deadline = System.nanoTime() + settings.stopTimeout().toNanos();
        boolean drained = true;
        for (Lane lane : lanes) {
            drained &= lane.drain(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
        }
        return drained;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Below the web server's phases: started before it takes requests, stopped after it has answered the last. */
    @Override
    public int getPhase() {
        return 0;
    }
}
