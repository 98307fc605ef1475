package io.spillway.orders.security;

import java.io.IOException;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway's public keys, asked for when they are needed and kept while the gateway is away. A key that is not among
 * them may be new, so the gateway is asked again, but not more often than every {@link #ASK_AGAIN}, because everybody can
 * make up a key id; and from time to time for known ones too, so that a key that was withdrawn is one day unknown here.
 *
 * <p>Safe for use by many threads. Whoever names a known key hardly ever waits; whoever names an unknown one waits at most
 * for one exchange with the gateway, which somebody else may have begun.
 */
final class GatewayKeys {

    static final Duration ASK_AGAIN = Duration.ofSeconds(10);
    /** While there is no key at all, because then nobody gets an answer. */
    static final Duration ASK_AGAIN_FOR_THE_FIRST = Duration.ofSeconds(1);
    static final Duration REFRESH = Duration.ofMinutes(5);

    private static final Logger LOG = LoggerFactory.getLogger(GatewayKeys.class);

    private final KeySource source;
    private final LongSupplier nanoTime;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile Snapshot snapshot;

    /** @param nanoTime as {@link System#nanoTime()}: a clock that is set back must not keep us from asking */
    GatewayKeys(KeySource source, LongSupplier nanoTime) {
        this.source = source;
        this.nanoTime = nanoTime;
        this.snapshot = new Snapshot(Map.of(), true, nanoTime.getAsLong() - ASK_AGAIN_FOR_THE_FIRST.toNanos());
    }

    /** What is known of a key. */
    sealed interface Lookup {

        record Found(PublicKey key) implements Lookup {}

        /** The gateway doesn't have it. */
        record Unknown() implements Lookup {}

        /** The gateway could not be asked. */
        record Unavailable() implements Lookup {}
    }

    Lookup find(String keyId) {
        Snapshot known = snapshot;
        if (isDue(known, keyId)) {
            if (!known.keys().containsKey(keyId)) {
                asking.lock();
            } else if (!asking.tryLock()) {
                return known.find(keyId);
            }
            try {
                if (isDue(snapshot, keyId)) { // still: nobody asked while we waited
                    snapshot = ask();
                }
            } finally {
                asking.unlock();
            }
        }
        return snapshot.find(keyId);
    }

    private boolean isDue(Snapshot known, String keyId) {
        Duration pause = known.keys().isEmpty()
                ? ASK_AGAIN_FOR_THE_FIRST
                : known.stale() || !known.keys().containsKey(keyId) ? ASK_AGAIN : REFRESH;
        return nanoTime.getAsLong() - known.askedAt() >= pause.toNanos();
    }

    private Snapshot ask() {
        Snapshot before = snapshot;
        try {
            Map<String, PublicKey> keys = Map.copyOf(source.fetch());
            if (!keys.keySet().equals(before.keys().keySet())) {
                LOG.info("The gateway has {} keys for tokens: {}", keys.size(), keys.keySet());
            }
            return new Snapshot(keys, false, nanoTime.getAsLong());
        } catch (IOException unavailable) {
            LOG.warn("Going on with {} keys for tokens, because the gateway does not tell: {}", before.keys().size(),
                    unavailable.toString());
            return new Snapshot(before.keys(), true, nanoTime.getAsLong());
        }
    }

    /**
     * @param keys  empty as long as the gateway was never heard
     * @param stale whether the gateway could not be asked the last time
     */
    private record Snapshot(Map<String, PublicKey> keys, boolean stale, long askedAt) {

        Lookup find(String keyId) {
            PublicKey key = keys.get(keyId);
            if (key != null) {
                return new Lookup.Found(key);
            }
            return stale ? new Lookup.Unavailable() : new Lookup.Unknown();
        }
    }
}
