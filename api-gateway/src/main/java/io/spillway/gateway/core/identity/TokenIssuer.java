package io.spillway.gateway.core.identity;

/** Makes access tokens. Thread-safe. */
@FunctionalInterface
public interface TokenIssuer {

    /** The token as its bearer gets it. */
    String issue(AccessToken token);
}
