package io.spillway.gateway.core.identity;

import java.util.Optional;

/** What the present request's caller proved itself with, for services behind us that want to see for themselves. */
@FunctionalInterface
public interface CurrentCredentials {

    /** Empty outside of an authenticated request. */
    Optional<Credentials> credentials();
}
