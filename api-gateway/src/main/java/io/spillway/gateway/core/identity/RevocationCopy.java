package io.spillway.gateway.core.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * A gateway's own copy of the revocations, so that asking costs nothing and goes on while the database is away. Somebody
 * calls {@link #refresh} every second. Thread-safe.
 */
public final class RevocationCopy {

    /** Gateways whose clocks differ by less than this find each other's revocations. */
    static final Duration OVERLAP = Duration.ofMinutes(5);

    private final Revocations revocations;
    private final Clock clock;
    private final Map<String, Instant> expiries = new ConcurrentHashMap<>();
    private volatile @Nullable Instant refreshedAt;

    public RevocationCopy(Revocations revocations, Clock clock) {
        this.revocations = revocations;
        this.clock = clock;
    }

    /** Fetches what is new, and forgets what is over. Throws, and leaves the copy as it is, when that fails. */
    public synchronized void refresh() {
        Instant now = clock.instant();
        Instant before = refreshedAt;
        for (Revocation revocation : revocations.addedSince(before == null ? Instant.EPOCH : before.minus(OVERLAP))) {
            expiries.put(revocation.subject(), revocation.expiresAt());
        }
        expiries.values().removeIf(expiry -> expiry.isBefore(now));
        refreshedAt = now;
    }

    /** Revokes for all: here at once, elsewhere when they refresh. Throws when that cannot be, and may have been. */
    public void revoke(Revocation revocation) {
        revocations.add(revocation);
        expiries.put(revocation.subject(), revocation.expiresAt());
    }

    /** Whether this copy was ever filled. Until then nobody can tell a good token from a revoked one. */
    public boolean isLoaded() {
        return refreshedAt != null;
    }

    boolean revokes(AccessToken token) {
        return !expiries.isEmpty() && (expiries.containsKey(Revocation.ofKey(token.consumerKeyHash()))
                || expiries.containsKey(Revocation.ofSession(token.session())));
    }
}
