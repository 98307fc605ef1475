package io.spillway.gateway.security;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How tokens are made.
 *
 * @param signingKeys          private keys in PEM, or files that hold them; the first signs, all are accepted and
 *                             published, so that a new one can be brought in and the old one outlive its tokens; there is
 *                             no default
 * @param issuer               who we are
 * @param audience             who our tokens are for
 * @param accessTokenLifetime  how long an access token is good
 * @param refreshTokenLifetime how long a session may rest
 * @param tokenCache           how many tokens are remembered, to be checked by signature only once
 */
@ConfigurationProperties("spillway.security")
record TokenSettings(@Nullable List<String> signingKeys, @DefaultValue("spillway") String issuer,
        @DefaultValue("spillway-orders") String audience, @DefaultValue("15m") Duration accessTokenLifetime,
        @DefaultValue("30d") Duration refreshTokenLifetime, @DefaultValue("100000") int tokenCache) {

    TokenSettings {
        signingKeys = signingKeys == null ? List.of() : List.copyOf(signingKeys);
        SigningKeys.of(signingKeys);
        if (issuer.isBlank() || audience.isBlank()) {
            throw new IllegalArgumentException(
                    "spillway.security.issuer and spillway.security.audience must not be blank");
        }
        if (accessTokenLifetime.toSeconds() < 60 || accessTokenLifetime.toHours() > 24) {
            throw new IllegalArgumentException(
                    "spillway.security.access-token-lifetime must be from 1m to 24h, not " + accessTokenLifetime);
        }
        if (refreshTokenLifetime.compareTo(accessTokenLifetime) < 0 || refreshTokenLifetime.toDays() > 365) {
            throw new IllegalArgumentException(
                    "spillway.security.refresh-token-lifetime must be from the access token's to 365d, not "
                            + refreshTokenLifetime);
        }
        if (tokenCache < 0 || tokenCache > 10_000_000) {
            throw new IllegalArgumentException(
                    "spillway.security.token-cache must be from 0 to 10000000, not " + tokenCache);
        }
    }

    SigningKeys keys() {
        return SigningKeys.of(signingKeys == null ? List.of() : signingKeys);
    }

    @Override
    public String toString() {
        return "TokenSettings[issuer=" + issuer + ", audience=" + audience + "]";
    }
}
