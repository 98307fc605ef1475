package io.spillway.writer.amqp;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Which messages may be the one that writers fail on: those that the broker delivered in vain a few times, and those that
 * this process itself failed on. One for all lanes; thread-safe.
 *
 * <p>Neither is evidence against a single message, for a lost channel counts for everything that it had prefetched, and a
 * batch fails as a whole. What is done about it is {@link BatchSettler}'s.
 */
@Component
final class Suspicion {

    /** A count of failed deliveries, which quorum queues keep (RabbitMQ, "Quorum Queues", poison message handling). */
    static final String DELIVERY_COUNT = "x-delivery-count";

    /** More than the batches of all lanes together; the oldest are forgotten beyond it. */
    private static final int MAX_FAILED = 20_000;

    /** After that they went to another writer, which finds out for itself. */
    private static final Duration FAILED_LATELY = Duration.ofMinutes(5);

    private final SuspicionSettings settings;
    private final Clock clock;

    /** When processing it failed, the longest ago first. */
    private final LinkedHashMap<String, Instant> failed = new LinkedHashMap<>();
    private final Map<String, UUID> attempts = new HashMap<>();

    Suspicion(SuspicionSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** @return the message's fingerprint if it is suspicious, null if it is like any other */
    @Nullable
    String fingerprintIfSuspicious(Message message) {
        if (failedDeliveries(message) >= settings.suspiciousDeliveries()) {
            return message.fingerprint();
        }
        if (!anyFailedLately()) {
            return null;
        }
        String fingerprint = message.fingerprint();
        synchronized (this) {
            return failed.containsKey(fingerprint) ? fingerprint : null;
        }
    }

    private synchronized boolean anyFailedLately() {
        while (!failed.isEmpty() && (failed.size() > MAX_FAILED
                || failed.firstEntry().getValue().isBefore(clock.instant().minus(FAILED_LATELY)))) {
            attempts.remove(failed.pollFirstEntry().getKey());
        }
        return !failed.isEmpty();
    }

    private static long failedDeliveries(Message message) {
        Map<String, Object> headers = message.properties().getHeaders();
        // At the first delivery the broker sets no such header, so it would be the sender's.
        return message.envelope().isRedeliver() && headers != null
                && headers.get(DELIVERY_COUNT) instanceof Number count ? count.longValue() : 0;
    }

    /** Processing these failed, and nothing but one of them can be the reason. */
    synchronized void failed(List<Message> messages) {
        for (Message message : messages) {
            String fingerprint = message.fingerprint();
            failed.putLast(fingerprint, clock.instant());
            attempts.remove(fingerprint);
        }
    }

    /**
     * The name of this process's attempt on a message: the same until the attempt fails, so that one that was cut short by
     * something else doesn't count twice.
     */
    synchronized UUID attempt(String fingerprint) {
        return attempts.computeIfAbsent(fingerprint, first -> UUID.randomUUID());
    }

    boolean isProven(int loneAttempts) {
        return loneAttempts > settings.loneAttempts();
    }

    /** Whether nobody put the message aside before: the first to do it may look into it once more. */
    boolean isProvenJustNow(int loneAttempts) {
        return loneAttempts == settings.loneAttempts() + 1;
    }

    synchronized void forget(Collection<String> fingerprints) {
        fingerprints.forEach(fingerprint -> {
            failed.remove(fingerprint);
            attempts.remove(fingerprint);
        });
    }
}
