package io.spillway.orders.security;

import java.net.URI;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which tokens count.
 *
 * @param jwksUrl  where gateways publish the keys that verify them
 * @param issuer   who must have made them, as gateways are told
 * @param audience whom they must be meant for, as gateways are told
 */
@ConfigurationProperties("spillway.security")
record SecuritySettings(@DefaultValue("http://localhost:8080/.well-known/jwks.json") URI jwksUrl,
        @DefaultValue("spillway") String issuer, @DefaultValue("spillway-orders") String audience) {

    SecuritySettings {
        boolean http = "http".equals(jwksUrl.getScheme()) || "https".equals(jwksUrl.getScheme());
        if (!http || jwksUrl.getHost() == null || jwksUrl.getRawUserInfo() != null) {
            // not quoted: it may hold a password
            throw new IllegalArgumentException("spillway.security.jwks-url must look like"
                    + " http://api-gateway:8080/.well-known/jwks.json, without a user");
        }
        requireText("issuer", issuer);
        requireText("audience", audience);
    }

    private static void requireText(String name, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(
                    "spillway.security.%s must be the text that the gateways have for it, not blank".formatted(name));
        }
    }
}
