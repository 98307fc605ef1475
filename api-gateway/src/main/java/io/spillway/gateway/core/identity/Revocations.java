package io.spillway.gateway.core.identity;

import java.time.Instant;
import java.util.List;

/** The revocations that all gateways share. Throws {@link AccountsUnavailableException} when they cannot be reached. */
public interface Revocations {

    /** Adds one, for every gateway to find. Adding it again is fine. */
    void add(Revocation revocation);

    /** Those that were added since, by the clocks of those who added them, and have not expired. */
    List<Revocation> addedSince(Instant time);
}
