package io.spillway.gateway.core.identity;

import java.util.UUID;

/** One login and everything that was refreshed from it: its family of refresh tokens, and the access tokens made for them. */
public record SessionId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
