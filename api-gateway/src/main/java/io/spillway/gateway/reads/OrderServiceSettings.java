package io.spillway.gateway.reads;

import java.net.URI;
import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where reads are answered.
 *
 * @param url            without a path
 * @param connectTimeout for a new connection
 * @param readTimeout    for a whole exchange, from asking to the last byte
 */
@ConfigurationProperties("spillway.order-service")
record OrderServiceSettings(@DefaultValue("http://localhost:8081") URI url,
        @DefaultValue("1s") Duration connectTimeout, @DefaultValue("5s") Duration readTimeout) {

    OrderServiceSettings {
        boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!http || url.getHost() == null || url.getRawQuery() != null || !url.getRawPath().matches("/?")) {
            throw new IllegalArgumentException(
                    "spillway.order-service.url must look like http://order-service:8081, not " + url);
        }
        positive("connect-timeout", connectTimeout);
        positive("read-timeout", readTimeout);
    }

    private static void positive(String name, Duration timeout) {
        if (timeout.toMillis() < 1 || timeout.toSeconds() > 60) {
            throw new IllegalArgumentException(
                    "spillway.order-service.%s must be from 1ms to 60s, not %s".formatted(name, timeout));
        }
    }
}
