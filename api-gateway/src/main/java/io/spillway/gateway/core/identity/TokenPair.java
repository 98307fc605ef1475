package io.spillway.gateway.core.identity;

import java.time.Duration;

/** What a caller gets for a password or a refresh token. */
public record TokenPair(String accessToken, Duration accessLifetime, RefreshToken refreshToken) {

    @Override
    public String toString() {
        return "TokenPair[hidden]";
    }
}
