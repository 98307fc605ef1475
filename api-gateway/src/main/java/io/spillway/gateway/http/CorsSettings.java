package io.spillway.gateway.http;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Which web pages may call.
 *
 * @param origins such as {@code https://shop.example}; none, unless set
 */
@ConfigurationProperties("spillway.security.cors")
record CorsSettings(@Nullable List<String> origins) {

    CorsSettings {
        origins = origins == null ? List.of() : origins.stream().filter(origin -> !origin.isBlank()).toList();
        for (String origin : origins) {
            if (!origin.matches("https?://[^/?#*\\s]+")) {
                throw new IllegalArgumentException("spillway.security.cors.origins must be like https://shop.example,"
                        + " without a path or a wildcard, not " + origin);
            }
        }
    }

    List<String> allowed() {
        return origins == null ? List.of() : origins;
    }
}
